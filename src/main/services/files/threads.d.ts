/** The text of a script that a thread is started with: the module and all it needs. Made by `scripts/threads/threadPlugin.mjs`. */
declare module '*?thread' {
  const source: string;
  export default source;
}
