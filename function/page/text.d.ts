/**
 * A part of a page as text, minified: HTML, CSS, or a script for the browser with all it imports. The bundler and the test
 * runner make it.
 */
declare module '*?text' {
  const text: string;
  export default text;
}
