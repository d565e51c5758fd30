import { NO_STAND, PRICE, type Stand, afterFailure, afterUpdate } from './orders.ts';

const { webxdc, banyan } = window;
const button = document.querySelector<HTMLButtonElement>('#buy');
const status = document.querySelector('#stand');
const list = document.querySelector('#orders');
let stand: Stand = NO_STAND;
/**
 * The order that is being paid: asking twice with one reference pays once. It is kept on this device until it is known how it ended, since
 * the page may end before that.
 */
function openOrder(): string {
  const order = localStorage.getItem('order') ?? crypto.randomUUID();
  localStorage.setItem('order', order);
  return order;
}

function say(text: string): void {
  if (status !== null) status.textContent = text;
}

const price = new Intl.NumberFormat(navigator.language, { style: 'currency', currency: PRICE.currency }).format(
  PRICE.value / 100,
);

function show(): void {
  const isSeller = stand.seller === webxdc.selfAddr;
  if (button !== null) button.hidden = isSeller || stand.seller === null || banyan?.pay === undefined;
  say(stand.seller === null ? 'Nobody sells yet.' : isSeller ? 'You sell.' : `A lemonade is ${price}.`);
  const items = [...stand.orders.values()].map((name) => {
    const item = document.createElement('li');
    item.textContent = name;
    return item;
  });
  list?.replaceChildren(...items);
}

/** Host and person decide; here it is only asked. */
async function buy(seller: string): Promise<void> {
  const order = openOrder();
  try {
    const answer = await banyan?.pay?.({ to: seller, amount: PRICE, memo: 'A lemonade', reference: order });
    if (answer?.status === 'paid') {
      webxdc.sendUpdate({ payload: { order, name: webxdc.selfName }, info: `${webxdc.selfName} bought a lemonade` });
    } else say('Not paid.');
    localStorage.removeItem('order');
  } catch (error) {
    say(afterFailure(error));
  }
}

button?.addEventListener('click', () => {
  if (stand.seller !== null) void buy(stand.seller);
});

show();
await webxdc.setUpdateListener((update) => {
  stand = afterUpdate(stand, update);
  show();
}, 0);
// Who put the program into the chat sells, and says so once.
if (webxdc.isAppSender && stand.seller === null) webxdc.sendUpdate({ payload: { seller: webxdc.selfAddr } });
