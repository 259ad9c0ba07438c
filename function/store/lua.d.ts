/** The text of a Lua script; the bundler and the test runner load it. */
declare module '*.lua' {
  const text: string;
  export default text;
}
