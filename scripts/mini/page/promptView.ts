import type { ProgramFile, ProgramPrompt } from '@services/mini/prompts.ts';
import { button, checkbox, element } from './element.ts';
import type { Peer, Scene } from './peer.ts';

/** Draws what a program asks, above its frame and outside of its reach. */
export function promptView(prompt: ProgramPrompt, scene: Scene): HTMLElement {
  const box = element('div', { class: 'prompt', role: 'dialog', 'aria-label': prompt.kind });
  box.append(...contentOf(prompt, scene));
  return box;
}

function contentOf(prompt: ProgramPrompt, scene: Scene): HTMLElement[] {
  switch (prompt.kind) {
    case 'permission':
      return permission(prompt);
    case 'send-to-chat':
      return sendToChat(prompt, scene);
    case 'import-files':
      return importFiles(prompt);
    case 'pick-contacts':
      return pickContacts(prompt, scene.people());
    case 'scan':
      return scan(prompt);
    case 'copy':
      return copy(prompt);
    case 'link':
      return link(prompt);
    case 'pay':
      // The booth asks by itself, and never through the program's own questions.
      return [];
  }
}

type Of<K extends ProgramPrompt['kind']> = Extract<ProgramPrompt, { readonly kind: K }>;

function permission({ permission: name, hosts, answer }: Of<'permission'>): HTMLElement[] {
  const what = hosts.length === 0 ? name : `${name} (${hosts.join(', ')})`;
  return [
    element('p', {}, `May it use ${what}?`),
    button('Allow', () => answer(true)),
    button('Never', () => answer(false)),
    button('Not now', () => answer(null)),
  ];
}

function sendToChat({ text, file, answer }: Of<'send-to-chat'>, { space }: Scene): HTMLElement[] {
  const words = element('textarea', { 'aria-label': 'Text' });
  words.value = text;
  return [
    element('p', {}, file === null ? 'Send to a chat' : `Send ${file.name} (${file.bytes.length} bytes) to a chat`),
    words,
    button('Send', () => answer({ space, text: words.value })),
    button('Cancel', () => answer(null)),
  ];
}

function importFiles({ extensions, mimeTypes, multiple, answer }: Of<'import-files'>): HTMLElement[] {
  const input = element('input', { type: 'file', 'aria-label': 'Files' });
  input.accept = [...extensions, ...mimeTypes].join(',');
  input.multiple = multiple;
  const take = async () => answer(await Promise.all([...(input.files ?? [])].map(readFile)));
  return [
    element('p', {}, `Give it ${multiple ? 'files' : 'a file'}${input.accept === '' ? '' : ` (${input.accept})`}`),
    input,
    button('Give', () => void take()),
    button('Cancel', () => answer([])),
  ];
}

async function readFile(file: File): Promise<ProgramFile> {
  return { name: file.name, type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) };
}

function pickContacts({ multiple, answer }: Of<'pick-contacts'>, people: readonly Peer[]): HTMLElement[] {
  const chosen = new Set<Peer>();
  return [
    element('p', {}, multiple ? 'Choose people' : 'Choose someone'),
    ...people.map((peer) => checkbox(peer.name, false, (isOn) => (isOn ? chosen.add(peer) : chosen.delete(peer)))),
    button('Choose', () => answer([...chosen].map(({ account }) => account))),
    button('Cancel', () => answer(null)),
  ];
}

function scan({ answer }: Of<'scan'>): HTMLElement[] {
  const words = element('input', { type: 'text', 'aria-label': 'Text of the code' });
  return [
    element('p', {}, 'The camera saw a code that says'),
    words,
    button('Scan', () => answer(words.value)),
    button('Close', () => answer(null)),
  ];
}

function copy({ text, answer }: Of<'copy'>): HTMLElement[] {
  return [
    element('p', {}, `Copy: ${text}`),
    button(
      'Copy',
      () =>
        void navigator.clipboard.writeText(text).then(
          () => answer(true),
          () => answer(false),
        ),
    ),
    button('Cancel', () => answer(false)),
  ];
}

/** Nothing is opened from the kit: what was asked for is what there is to see. */
function link({ url, answer }: Of<'link'>): HTMLElement[] {
  return [
    element('p', {}, `Open outside: ${url}`),
    button('Open', () => answer(null)),
    button('Cancel', () => answer(null)),
  ];
}
