import { currencyDigits } from '@shared/currencyDigits.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { button, checkbox, element } from './element.ts';
import type { Peer, Scene } from './peer.ts';
import type { Asking } from './paymentBooth.ts';
import { promptView } from './promptView.ts';

/** One person: their tools, what their program asks, and the place over which its frame lies. */
export interface PeerView {
  readonly root: HTMLElement;
  /** Puts the frame over its place: frames are not moved in the document, that would load them anew. */
  place(): void;
  dispose(): void;
}

export function peerView(peer: Peer, scene: Scene, onLeave: () => void): PeerView {
  const prompts = element('div', { class: 'prompts' });
  const stage = element('div', { class: 'stage' });
  const root = element('article', { class: 'person', 'aria-label': peer.name }, toolsOf(peer, onLeave), prompts, stage);
  const place = () => {
    const { x, y, width, height } = stage.getBoundingClientRect();
    peer.view.get()?.place({ x, y, width, height });
  };
  const stopPrompts = followPrompts(peer, scene, prompts);
  const stopView = peer.view.subscribe(place);
  const observer = new ResizeObserver(place);
  observer.observe(stage);
  return {
    root,
    place,
    dispose: () => {
      observer.disconnect();
      stopPrompts();
      stopView();
      root.remove();
    },
  };
}

function toolsOf(peer: Peer, onLeave: () => void): HTMLElement {
  return element(
    'div',
    { class: 'tools' },
    element('strong', {}, peer.name),
    checkbox('offline', !peer.log.isOnline.get(), (isOff) => peer.log.goOnline(!isOff)),
    button('forget permissions', () => peer.grants.set([])),
    button('leave', onLeave),
  );
}

/** A new desk comes with each opening of the program. */
function followPrompts(peer: Peer, scene: Scene, place: HTMLElement): Disposer {
  let stopDesk: Disposer = () => undefined;
  const show = () => {
    const shown = peer.prompts.get().shown.get();
    const asked = scene.payments.asked.get().find(({ payer }) => payer === peer);
    place.replaceChildren(
      ...(shown === null ? [] : [promptView(shown, scene)]),
      ...(asked === undefined ? [] : [paymentView(asked, scene)]),
    );
  };
  const follow = () => {
    stopDesk();
    stopDesk = peer.prompts.get().shown.subscribe(show);
    show();
  };
  const stops = [peer.prompts.subscribe(follow), scene.payments.asked.subscribe(show)];
  follow();
  return () => {
    stopDesk();
    for (const stop of stops) stop();
  };
}

function paymentView({ order, answer }: Asking, { people }: Scene): HTMLElement {
  const { amount, payee, memo, program } = order;
  const digits = currencyDigits(amount.currency);
  const shown = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: amount.currency, ...shown });
  const value = format.format(amount.value / 10 ** digits);
  const to = people().find(({ account }) => account === payee)?.name ?? 'nobody';
  return element(
    'div',
    { class: 'prompt', role: 'dialog', 'aria-label': 'payment' },
    element('p', {}, `Pay ${value} to ${to}? ${program} says: ${memo}`),
    element('p', { class: 'small' }, 'No money moves here.'),
    button('Pay', () => answer(true)),
    button('Decline', () => answer(false)),
  );
}
