/** Whoever hears keys asks the one table of them. Rules: KEY-2 in src/renderer/ui/keys/SPEC.md. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shortcutGroups } from '../../../src/renderer/features/settings/shortcuts/shortcutTable.ts';
import { rooms } from '../../../src/renderer/shell/routes.ts';
import { roomKey } from '../../../src/renderer/ui/keys/appKeys.ts';
import { projectRoot } from '../../support/node/plantedProject.ts';

const ROOT = join(projectRoot, 'src', 'renderer');
const TABLES = join(ROOT, 'ui', 'keys');
/** Looks at which key was pressed. */
const HEARS = /\b(?:event|pressed)\.(?:key|code)\b|\{ key \} = |\{[^{}]*\bkey\b[^{}]*\}: (?:React\.)?Keyboard/;
const ASKS = /from '(?:@ui|\.{1,2}(?:\/\.\.)*)\/keys\/\w+\.ts'/;

/** Common parts whose keys everybody knows from every other program: a list, a field, a slider. Each has its reason. */
const COMMON: Readonly<Record<string, string>> = {
  'ui/controls/moveBetweenBoxes.ts': 'a list',
  'ui/controls/moveFocus.ts': 'a list',
  'ui/overlays/MenuButton.tsx': 'a button opens its menu downwards',
  'ui/overlays/TooltipHost.tsx': 'Escape takes a tooltip away',
  'ui/feedback/Toasts.tsx': 'Escape takes a notice away',
  'ui/controls/SearchField.tsx': 'Escape empties a field of a search',
  'ui/voice/VoiceBar.tsx': 'Escape leaves a recording',
  'ui/voice/Slider.tsx': 'a slider',
  'ui/pictureEditor/CropFrame.tsx': 'a slider of two directions',
  'ui/picture/PictureCropper.tsx': 'a slider of two directions, and its size',
  'features/chats/composer/useOffers.ts': 'a combobox',
  'features/chats/reply/useWritingBar.tsx': 'Escape leaves what is begun',
  'features/chats/files/SendSheet.tsx': 'Enter in a field of a dialog',
  'features/chats/list/ChatRows.tsx': 'a list',
  'features/chats/list/FolderTabs.tsx': 'tabs',
  'features/chats/reactions/QuickSigns.tsx': 'a toolbar',
  'features/chats/polls/NewPollDialog.tsx': 'Enter goes to the next field',
  'features/chats/details/GalleryMedia.tsx': 'a grid',
  'features/chats/forward/ForwardDialog.tsx': 'Enter takes the first of a list',
  'features/chats/selection/SelectionBar.tsx': 'Escape leaves what is begun',
  'features/channels/editor/nodeViews.ts': 'Enter and Escape in a field',
  'features/channels/letters/TalkPage.tsx': 'Enter sends, as in chats',
  'features/channels/write/WritePage.tsx': 'Enter goes to the next field',
  'features/wallet/till/Charge.tsx': 'Enter goes on',
  'features/wallet/consent/PinForm.tsx': 'Enter in a field',
  'features/contacts/page/TagsRow.tsx': 'a field of words',
  'features/contacts/page/RemarkRow.tsx': 'Escape leaves a field',
  'features/settings/profile/OwnCard.tsx': 'Enter and Escape in a field',
  'features/moments/remarks/RemarkForm.tsx': 'Enter and Escape in a field',
  'features/groups/page/GroupTextsForm.tsx': 'Escape leaves a field',
  'features/groups/pick/MemberPicker.tsx': 'a combobox',
  'shell/ResizeHandle.tsx': 'a slider',
  'shell/palette/Palette.tsx': 'a combobox',
};

interface Source {
  readonly path: string;
  readonly text: string;
}

function sources(folder: string): readonly Source[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !path.startsWith(TABLES))
    .map((path) => ({ path: path.slice(ROOT.length + 1).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));
}

const all = sources(ROOT);
const OF_KEYS = /keydown|onKeyDown|KeyboardEvent|Pressed/i;
const hearing = all.filter(({ text }) => HEARS.test(text) && OF_KEYS.test(text));

test('KEY-2 whoever hears a key asks the table, or is a common part', () => {
  expect(hearing.length).toBeGreaterThan(20);
  const alone = hearing.filter(({ path, text }) => !ASKS.test(text) && COMMON[path] === undefined);
  expect(alone.map(({ path }) => path)).toEqual([]);
});

test('KEY-2 no common part is named that hears no key', () => {
  const deaf = new Set(all.filter(({ text }) => !OF_KEYS.test(text)).map(({ path }) => path));
  expect(Object.keys(COMMON).filter((path) => deaf.has(path))).toEqual([]);
});

test('KEY-2 no key is written where it is shown: labels come from the table', () => {
  const KEY_WORDS = /['"`](?:Ctrl|Cmd|Alt|Shift|Command)\+/;
  const COMMENT = /^\s*(?:\/?\*|\/\/)/;
  const isWritten = (line: string) => KEY_WORDS.test(line) && !COMMENT.test(line);
  expect(all.filter(({ text }) => text.split('\n').some(isWritten)).map(({ path }) => path)).toEqual([]);
});

test('KEY-2 no key stands twice where it counts, and each room has one', () => {
  for (const { id, shortcuts } of shortcutGroups) {
    const chords = shortcuts.flatMap(({ chords: some }) => some);
    const allowed = id === 'pictures' ? chords.length : new Set(chords).size;
    expect([id, allowed]).toEqual([id, chords.length]);
    expect(chords.filter((chord) => chord === '')).toEqual([]);
  }
  const everywhere = shortcutGroups.find(({ id }) => id === 'app')?.shortcuts ?? [];
  const range = everywhere.find(({ isRange }) => isRange === true);
  expect(range?.chords).toEqual([roomKey(1), roomKey(rooms.length)]);
});
