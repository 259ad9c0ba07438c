/** The text of a Lua script, which the bundler and the test runner load. */
declare module '*.lua' {
  const text: string;
  export default text;
}
