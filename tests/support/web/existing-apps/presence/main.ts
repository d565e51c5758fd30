/** Who is here, and what they throw, over `@webxdc/realtime`. */
import { RealTime } from '@webxdc/realtime';
import { add, addButton } from '../page.ts';

/** What is thrown: bytes beyond what one message of the channel holds. */
interface Ball {
  readonly from: string;
  readonly bytes: Uint8Array;
}

const here = add('ul');
const caught = add('p', 'nothing caught');
const { selfName } = window.webxdc;

const realtime = new RealTime<{ name: string }, { [name: string]: unknown }>({
  state: { name: selfName },
  presenceInterval: 0.5,
  presenceTimeout: 3,
  onPeersChanged: (peers) => {
    here.replaceChildren();
    for (const { state } of peers) add('li', state.name, here);
  },
  onPayload: (_, payload) => {
    const { from, bytes } = payload as unknown as Ball;
    caught.textContent = `${bytes.length} bytes from ${from}, ${bytes.every((byte, at) => byte === at % 251) ? 'whole' : 'torn'}`;
  },
});
realtime.connect();

for (const [name, length] of [
  ['Throw', 100_000],
  ['Throw far', 1_000_000],
] as const) {
  addButton(name, () => {
    const bytes = Uint8Array.from({ length }, (_, at) => at % 251);
    realtime.sendPayload({ from: selfName, bytes });
  });
}
addButton('Leave', () => realtime.disconnect());
