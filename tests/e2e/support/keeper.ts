/** A program that keeps things in every way there is, and says which version of it runs. */
import { makePackage } from '../../support/node/zipBuilder.ts';

/** What stands in the program when nothing is stored on this device, and when something is. */
export const [NOTHING_KEPT, ALL_KEPT] = [
  'storage 0, databases 0, caches 0',
  'storage 1, databases 1, caches 1',
] as const;

/** What a version of the program is packed with. */
export interface KeeperVersion {
  readonly version: string;
  readonly permissions?: readonly string[];
}

/** Packs one version; all of them have the same id, so each can take the place of another. */
export function keeperPackage({ version, permissions = [] }: KeeperVersion): Buffer {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Keeper</title>
<script src="webxdc.js"></script><script src="banyan.js"></script>
<h1>Keeper ${version}</h1>
<button onclick="keep()">Keep</button><button onclick="tell()">Tell</button><button onclick="who()">Who</button>
<p id="kept">looking</p><ul id="told"></ul><p id="who"></p>
<script>
const show = (id, text) => { document.getElementById(id).textContent = text; };
async function look() {
  const [databases, kept] = [await indexedDB.databases(), await caches.keys()];
  show('kept', 'storage ' + localStorage.length + ', databases ' + databases.length + ', caches ' + kept.length);
}
async function keep() {
  localStorage.setItem('kept', 'yes');
  await new Promise((done) => { indexedDB.open('kept').onsuccess = (event) => done(event.target.result.close()); });
  await caches.open('kept');
  await look();
}
const tell = () => webxdc.sendUpdate({ payload: webxdc.selfName, info: webxdc.selfName + ' told', summary: 'told' });
const who = async () => {
  try { show('who', 'You are ' + (await banyan.profile()).name); }
  catch (error) { show('who', typeof banyan.profile === 'function' ? error.code : 'may not ask'); }
};
webxdc.setUpdateListener(({ payload }) => {
  document.getElementById('told').append(Object.assign(document.createElement('li'), { textContent: payload }));
}, 0).then(look);
</script>`;
  const asked = permissions.map((one) => `"${one}"`).join(', ');
  const manifest = `name = "Keeper"\nversion = "${version}"\n[banyan]\nid = "test.keeper"\npermissions = [${asked}]\n`;
  return Buffer.from(makePackage({ 'index.html': page, 'manifest.toml': manifest }));
}
