/**
 * A page that shows one program as several people of a chat have it, beside each other: each in a frame of the real view, at an origin of
 * its own on the real host, with a real program host behind it. Only the chat's log is kept in memory.
 */
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { createBrowserHost } from '@adapters/host-browser/browserHost.dom.ts';
import { FrameProgramViews } from '@adapters/programs/frameProgramViews.ts';
import { LABEL_BYTES, originLabel } from '@domain/mini/address.ts';
import { readUpdate } from '@domain/mini/updateText.ts';
import type { ProgramView } from '@ports/programViews.ts';
import type { AccountId } from '@shared/ids.ts';
import type { ProgramPerson, ProgramPlace, ProgramsPage } from '../../shared/programsPage.ts';
import { idOf } from '../../shared/storeFixtures.ts';
import { MemoryProgramLog } from '../memoryPrograms.ts';
import { OpenProgram } from '../programWorld.ts';
import { linkedBuses } from './links.ts';

const names = ['Ann', 'Ben', 'Cem'] as const;
const views = new FrameProgramViews(createBrowserHost({ clock: systemClock }), systemClock);
const width = 320;

/** One person's device. */
class Device {
  readonly log: MemoryProgramLog;
  private readonly label = originLabel(systemRandom.bytes(LABEL_BYTES));
  private readonly name: ProgramPerson;
  private readonly makeProgram: (log: MemoryProgramLog) => OpenProgram;
  private program: OpenProgram | null = null;
  private view: ProgramView | null = null;

  constructor(name: ProgramPerson, makeProgram: (log: MemoryProgramLog) => OpenProgram) {
    this.name = name;
    this.makeProgram = makeProgram;
    this.log = new MemoryProgramLog(idOf<AccountId>(name));
  }

  async open(place: ProgramPlace, href: string | null): Promise<void> {
    const program = this.makeProgram(this.log);
    const { label, name } = this;
    const mounted = await views.mount({ ...place, label, self: program.self, title: name });
    if (!mounted.ok) throw new Error(`${mounted.error.code}: ${mounted.error.message}`);
    mounted.value.begin(href);
    program.isInUse = () => mounted.value.isInUse();
    mounted.value.onPort((port) => program.host.attach(port));
    mounted.value.place({ x: names.indexOf(name) * width, y: 0, width, height: 600 });
    [this.program, this.view] = [program, mounted.value];
  }

  get shown(): { readonly program: OpenProgram; readonly view: ProgramView } {
    if (this.program === null || this.view === null) throw new Error(`${this.name} has it not open`);
    return { program: this.program, view: this.view };
  }

  async close(): Promise<void> {
    this.view?.place(null);
    await this.program?.host.close();
    await this.view?.close();
    [this.program, this.view] = [null, null];
  }
}

let devices = new Map<ProgramPerson, Device>();
let here: ProgramPlace | null = null;
let chats = 0;

function deviceOf(name: ProgramPerson): Device {
  const device = devices.get(name);
  if (device === undefined) throw new Error(`${name} is not in the chat`);
  return device;
}

function linesOf(log: MemoryProgramLog, stream: OpenProgram['stream']) {
  return log.all(stream).flatMap(({ bytes }) => {
    const update = readUpdate(bytes);
    return update === null ? [] : [{ ...update, payload: JSON.parse(update.payload) as unknown }];
  });
}

const programs: ProgramsPage = {
  async begin(place) {
    await Promise.all([...devices.values()].map((device) => device.close()));
    chats += 1;
    here = place;
    const instance = `card ${chats}`;
    const buses = linkedBuses(names.map((name) => idOf<AccountId>(name)));
    devices = new Map(
      names.map((name) => {
        const bus = buses.get(idOf<AccountId>(name));
        if (bus === undefined) throw new Error('no bus');
        return [name, new Device(name, (log) => new OpenProgram({ name, log, instance, realtime: { bus } }))];
      }),
    );
    const all = [...devices.values()];
    for (const device of all) device.log.others.push(...all.filter((other) => other !== device).map(({ log }) => log));
  },
  async open(name, href) {
    if (here === null) throw new Error('there is no chat');
    await deviceOf(name).open(here, href);
  },
  close: (name) => deviceOf(name).close(),
  reload: (name) => deviceOf(name).shown.view.reload(),
  said: (name) => linesOf(deviceOf(name).log, deviceOf(name).shown.program.stream),
  async sendOn(name) {
    const { program } = deviceOf(name).shown;
    const prompt = await program.prompt('send-to-chat');
    prompt.answer({ space: program.space, text: prompt.text });
    return { text: prompt.text, file: prompt.file?.name ?? null };
  },
  async dismissLink(name) {
    const prompt = await deviceOf(name).shown.program.prompt('link');
    prompt.answer(null);
    return prompt.url;
  },
  async giveFile(name, content) {
    const prompt = await deviceOf(name).shown.program.prompt('import-files');
    prompt.answer([{ name: 'notes.txt', type: 'text/plain', bytes: new TextEncoder().encode(content) }]);
  },
};

Object.assign(window, { programs });
