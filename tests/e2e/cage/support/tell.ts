/** Programs made of a few lines: what they find out, inside as the app shows them and outside in a page by itself. */
import type { Files } from './bareServer.ts';
import type { Cage, Caging } from './cage.ts';
import type { Tab } from '../../../support/node/devTools.ts';

/** What a few lines may use: `tried` answers what became of an act, never rejects, and waits 5 s at most; the others, of several. */
const TOOLS = `
const tried = (act) => Promise.race([(async () => act())(), new Promise((done) => setTimeout(() => done('late'), 5000))])
  .then((value) => (value === undefined ? 'done' : value), (error) => 'refused: ' + error.name);
const every = async (acts) => Object.fromEntries(await Promise.all(Object.entries(acts).map(async ([name, act]) => [name, await tried(act)])));
const oneByOne = async (acts) => {
  const told = {};
  for (const [name, act] of Object.entries(acts)) told[name] = await tried(act);
  return told;
};
`;

/** The files of a program that does `lines`, the body of an async function, after a click, and says what they return. */
export function scripted(lines: string, files: Files = {}): Files {
  return {
    'index.html': `<!doctype html><meta charset="utf-8"><title>program</title><script src="webxdc.js"></script>
<button style="position:fixed;inset:0 auto auto 0;width:100%;height:60px">go</button>
<script>${TOOLS}
const act = async () => { ${lines} };
document.querySelector('button').addEventListener('click', async () => {
  webxdc.sendUpdate({ payload: 'began' }, '');
  await new Promise((resolve) => setTimeout(resolve, 100));
  webxdc.sendUpdate({ payload: { told: (await act()) ?? null } }, '');
}, { once: true });
</script>`,
    ...files,
  };
}

/** Shows a program under a name of its own and clicks on it, until it has begun. */
export async function begin(cage: Cage, name: string, caging: Caging): Promise<string> {
  const label = await cage.show(name, caging);
  for (let turn = 0; turn < 600; turn += 1) {
    if (turn % 10 === 0) await cage.tab.click();
    if ((await cage.facts(name)).said.includes('began')) return label;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${name} never began`);
}

/** What the program said when it was through. @throws when it does not within 30 s. */
export async function ending<T>(cage: Cage, name: string): Promise<T> {
  const isTold = (said: unknown): said is { readonly told: T } =>
    typeof said === 'object' && said !== null && 'told' in said;
  const { said } = await cage.until(name, (facts) => facts.said.some(isTold));
  const found = said.find(isTold);
  if (found === undefined) throw new Error('it said nothing');
  return found.told;
}

/** Shows a program and answers what it found out. */
export async function tellCaged<T>(cage: Cage, name: string, caging: Caging): Promise<T> {
  await begin(cage, name, caging);
  return ending<T>(cage, name);
}

/** The same lines in a page outside, as if a person had just clicked there. */
export async function tellBare<T>(tab: Tab, lines: string): Promise<T> {
  return tab.ask<T>(`(async () => { ${TOOLS} ${lines} })()`);
}
