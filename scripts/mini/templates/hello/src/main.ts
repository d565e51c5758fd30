import { type Waves, afterWave } from './waves.ts';

const { webxdc } = window;
const button = document.querySelector<HTMLButtonElement>('#wave');
const count = document.querySelector('#count');
const list = document.querySelector('#waves');
let waves: Waves = new Map();

function words(number: number): string {
  return number === 1 ? '1 wave' : `${number} waves`;
}

function show(): void {
  if (count !== null) count.textContent = words(waves.size);
  // Text, never markup: names are of other people.
  const items = [...waves.values()].toSorted().map((name) => {
    const item = document.createElement('li');
    item.textContent = `${name} waves`;
    return item;
  });
  list?.replaceChildren(...items);
}

button?.addEventListener('click', () => {
  const { selfAddr, selfName } = webxdc;
  webxdc.sendUpdate({
    payload: { from: selfAddr, name: selfName },
    info: `${selfName} waved`,
    summary: words(new Map(waves).set(selfAddr, selfName).size),
  });
});

show();
await webxdc.setUpdateListener(({ payload }) => {
  waves = afterWave(waves, payload);
  show();
}, 0);
