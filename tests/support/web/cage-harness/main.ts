/** The page that the cage specs drive: programs in frames as the app shows them, with the app's own host behind each port. */
import { createBrowserHost } from '@adapters/host-browser/browserHost.dom.ts';
import { FrameProgramViews } from '@adapters/programs/frameProgramViews.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { readyMarkOf } from '@shared/mini/bridgeLimits.ts';
import { readUpdate } from '@domain/mini/updateText.ts';
import type { ProgramView } from '@ports/programViews.ts';
import type { ProgramPrompt } from '@services/mini/prompts.ts';
import { idOf } from '../../shared/storeFixtures.ts';
import type { CageHarness, CagedFacts } from '../../shared/cage.ts';
import { OpenProgram } from '../programWorld.ts';

interface Shown {
  readonly view: ProgramView;
  readonly open: OpenProgram;
  ports: number;
}

declare global {
  /** For the specs. */
  var cage: CageHarness | undefined;
}

const views = new FrameProgramViews(createBrowserHost({ clock: systemClock }), systemClock);
const shown = new Map<string, Shown>();
const strays: string[] = [];
addEventListener('message', ({ data, origin }: MessageEvent<unknown>) => {
  if (readyMarkOf(data) === null) strays.push(`${origin} ${JSON.stringify(data)}`);
});

function find(name: string): Shown {
  const found = shown.get(name);
  if (found === undefined) throw new Error(`no program ${name}`);
  return found;
}

function factsOf({ view, open, ports }: Shown): CagedFacts {
  const rows = open.log.all({ instance: open.instance, document: null, scope: 'instance' });
  const updates = rows.flatMap(({ bytes }) => readUpdate(bytes) ?? []);
  return {
    state: view.state.get(),
    ports,
    said: updates.map(({ payload }) => JSON.parse(payload) as unknown),
    lines: updates.map(({ info, href, notify }) => ({
      info: info ?? null,
      href: href ?? null,
      notified: Object.keys(notify ?? {}).length,
    })),
    prompt: open.prompts.shown.get()?.kind ?? null,
    sent: open.sent.length,
    orders: open.payments.asked,
  };
}

/** What a person who agrees to everything answers. */
function agree(prompt: ProgramPrompt | null): void {
  if (prompt?.kind === 'permission') prompt.answer(true);
  else if (prompt?.kind === 'send-to-chat') prompt.answer({ space: idOf('elsewhere'), text: prompt.text });
  else if (prompt?.kind === 'import-files') prompt.answer([]);
  // What the screen opens is opened by the person's own press; nothing is pressed here.
  else if (prompt?.kind === 'link') prompt.answer(null);
}

globalThis.cage = {
  mount: async ({ name, href, ...program }) => {
    const mounted = await views.mount({ ...program, title: name });
    if (!mounted.ok) return mounted.error.code;
    const declared = { permissions: program.self.banyan?.permissions ?? [], net: program.self.banyan?.net ?? [] };
    const entry = { view: mounted.value, open: new OpenProgram({ instance: name, declared }), ports: 0 };
    entry.open.isInUse = () => entry.view.isInUse();
    shown.set(name, entry);
    entry.view.onPort((port) => {
      entry.ports += 1;
      entry.open.host.attach(port);
    });
    entry.view.begin(href);
    return 'ok';
  },
  place: (name, bounds) => find(name).view.place(bounds),
  facts: (name) => factsOf(find(name)),
  reload: (name) => find(name).view.reload(),
  close: (name) => {
    void find(name).view.close();
    void find(name).open.host.close();
  },
  wipe: async (label) => {
    const wiped = await views.wipe(label);
    return wiped.ok ? 'ok' : wiped.error.message;
  },
  accept: (name) => agree(find(name).open.prompts.shown.get()),
  strays: () => strays,
};
