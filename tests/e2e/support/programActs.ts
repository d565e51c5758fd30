/** What people do with mini programs, by what they see and press. */
import type { FrameLocator } from '@playwright/test';
import { makePackage } from '../../support/node/zipBuilder.ts';
import { messages, naming } from './acts.ts';
import type { Person } from './person.ts';
import { type Locator, type Page, expect } from './people.ts';

/** A program in its frame. */
export function programFrame(page: Page, program: string): FrameLocator {
  return page.frameLocator(`iframe[title="${program}"]`);
}

/** The pane of the program that is seen. */
export function programPane(page: Page): Locator {
  return page.getByRole('region', { name: /^Mini program: / });
}

/** The newest card of a program in the open chat. */
export function programCard(page: Page, program: string): Locator {
  return messages(page).filter({ hasText: program }).last();
}

/** Takes one of the app's own programs in the room and puts it into a chat. */
export async function shareProgram(person: Person, program: string, chat: string): Promise<void> {
  const { page } = person;
  await person.go('programs');
  await page.getByRole('region', { name: 'Ready to share' }).getByRole('button', { name: program }).click();
  await page.getByRole('button', { name: 'Put into a chat' }).click();
  await page.getByRole('dialog').getByRole('button', { name: chat }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** Presses the button of a program's card: Start, or Go on where it runs. */
export async function startProgram(page: Page, program: string): Promise<void> {
  await programCard(page, program)
    .getByRole('button', { name: naming('Start {name}', program) })
    .or(programCard(page, program).getByRole('button', { name: naming('Go on with {name}', program) }))
    .click();
  await expect(programPane(page)).toBeVisible();
}

/** Closes the program that is seen; done when nothing of it is here any more: until then a page that says its last would answer for the next one. */
export async function closeProgram(page: Page): Promise<void> {
  await programPane(page).getByRole('button', { name: 'Close', exact: true }).click();
  await expect(programPane(page)).toHaveCount(0);
  await expect(page.locator('iframe')).toHaveCount(0);
}

/** Asks a question in the open poll. */
export async function askPoll(
  page: Page,
  { question, answers }: { readonly question: string; readonly answers: readonly string[] },
): Promise<void> {
  const poll = programFrame(page, 'Poll');
  await poll.getByRole('button', { name: 'New poll' }).click();
  await poll.getByRole('textbox', { name: 'Question' }).fill(question);
  for (const [index, answer] of answers.entries())
    await poll.getByRole('textbox', { name: `Answer ${index + 1}` }).fill(answer);
  await poll.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(poll.getByRole('heading', { name: question })).toBeVisible();
}

/** An answer of the poll that is seen. */
export function pollAnswer(page: Page, text: string): Locator {
  return programFrame(page, 'Poll').getByRole('radio', { name: text });
}

/** A program with a button for each thing it may ask of a person; below them stands what came of it. */
export function askingProgram(): Buffer {
  const calls = {
    Profile: 'banyan.profile()',
    Contacts: 'banyan.contacts.pick({ multiple: true })',
    Copy: 'banyan.clipboard.write("from the program")',
    Chat: 'webxdc.sendToChat({ text: "a score of 7" })',
    List: 'webxdc.sendToChat({ text: "what we need", file: { name: "list.txt", plainText: "tea and bread" } })',
    Files: 'webxdc.importFiles({ extensions: [".txt"] })',
    Scan: 'banyan.scan()',
    Pay: 'banyan.pay({ to: "someone", amount: { value: 1, currency: "EUR" }, memo: "tea", reference: "1" })',
    Hang: 'setTimeout(() => { for (;;); }, 300)',
  };
  const buttons = Object.entries(calls).map(
    ([name, call]) => `<button onclick='say(async () => ${call})'>${name}</button>`,
  );
  return Buffer.from(
    makePackage({
      'index.html': `<!doctype html><meta charset="utf-8"><script src="webxdc.js"></script><script src="banyan.js"></script>
${buttons.join('')}<output></output><script>
const say = async (act) => {
  const output = document.querySelector('output');
  output.textContent = 'waiting';
  try {
    const value = await act();
    output.textContent = 'done ' + JSON.stringify(value, (key, each) => (each instanceof File ? each.name : each));
  } catch (error) { output.textContent = 'failed ' + error.code; }
};
</script>`,
      'manifest.toml': `name = "Asking"\n[banyan]\npermissions = ["profile", "contacts.pick", "clipboard.write", "pay", "scan"]\n`,
    }),
  );
}

/** Drops a file of the disk on a place of the page, as one that is dragged in from outside. */
export async function dropFile(place: Locator, path: string): Promise<void> {
  const page = place.page();
  const box = await place.boundingBox();
  if (box === null) throw new Error('there is no place to drop on');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
  await session.detach();
}

/** Attaches a package in the open chat, and says that it is to be opened there. */
export async function sendAsProgram({ page }: Person, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Attach files' }).click();
  await (await chooser).setFiles({ name: 'asking.xdc', mimeType: 'application/octet-stream', buffer });
  await page.getByRole('dialog').getByRole('button', { name: 'As a mini program' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}
