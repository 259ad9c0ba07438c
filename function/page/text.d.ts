/**
 * A minified part of a page as text: HTML, CSS, or a browser script with its imports. The bundler and the test runner build
 * it.
 */
declare module '*?text' {
  const text: string;
  export default text;
}
