import type { MessageKey } from '@i18n/locales.ts';
import { appKeys, roomKey } from '@ui/keys/appKeys.ts';
import { articleKeys } from '@ui/keys/articleKeys.ts';
import { messageKeys, writingKeys } from '@ui/keys/chatKeys.ts';
import { chatListKeys } from '@ui/keys/chatListKeys.ts';
import { feedKeys } from '@ui/keys/feedKeys.ts';
import { findKeys } from '@ui/keys/findKeys.ts';
import { pictureKeys, viewerKeys } from '@ui/keys/pictureKeys.ts';
import { tillKeys } from '@ui/keys/tillKeys.ts';

/** One line of the list: what is done, and by which keys, each of which does it; of many in a row the first and the last. */
export interface Shortcut {
  readonly label: MessageKey;
  readonly chords: readonly string[];
  readonly isRange?: boolean;
}

/** Keys that belong together. */
export interface ShortcutGroup {
  readonly id: 'app' | 'chats' | 'writing' | 'messages' | 'find' | 'feeds' | 'pictures' | 'articles' | 'till';
  readonly shortcuts: readonly Shortcut[];
}

/** Lines of a table whose every key is named: a key nobody named does not compile. */
function named<Name extends string>(
  keys: Readonly<Record<Name, string>>,
  labels: Readonly<Record<Name, MessageKey>>,
): readonly Shortcut[] {
  const lines = new Map<MessageKey, string[]>();
  // `Object.keys` says of a plain object exactly its names.
  for (const name of Object.keys(keys) as Name[]) {
    const label = labels[name];
    lines.set(label, [...(lines.get(label) ?? []), keys[name]]);
  }
  return [...lines].map(([label, chords]) => ({ label, chords }));
}

/** How many rooms have keys. */
const ROOMS = 8;

/** Every key of the app's own, from the tables that hear them (KEY-2). */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    id: 'app',
    shortcuts: [
      ...named(appKeys, {
        palette: 'shortcuts.palette',
        shortcuts: 'shortcuts.shortcuts',
        shortcutsToo: 'shortcuts.shortcuts',
        find: 'shortcuts.find',
        findEverywhere: 'shortcuts.find',
        nextPane: 'shortcuts.nextPane',
        previousPane: 'shortcuts.previousPane',
        leave: 'shortcuts.leave',
        lock: 'shortcuts.lock',
      }),
      { label: 'shortcuts.room', chords: [roomKey(1), roomKey(ROOMS)], isRange: true },
    ],
  },
  {
    id: 'chats',
    shortcuts: named(chatListKeys, { pinUp: 'shortcuts.pinUp', pinDown: 'shortcuts.pinDown' }),
  },
  {
    id: 'writing',
    shortcuts: named(writingKeys, {
      send: 'shortcuts.send',
      newLine: 'shortcuts.newLine',
      editNewest: 'shortcuts.editNewest',
      toMessages: 'shortcuts.toMessages',
      cancel: 'shortcuts.cancelWriting',
      bold: 'composer.format.bold',
      italic: 'composer.format.italic',
      strike: 'composer.format.strike',
      code: 'composer.format.code',
      quote: 'composer.format.quote',
    }),
  },
  {
    id: 'messages',
    shortcuts: named(messageKeys, {
      up: 'shortcuts.stepMessage',
      down: 'shortcuts.stepMessage',
      first: 'shortcuts.endMessages',
      last: 'shortcuts.endMessages',
      menu: 'shortcuts.menu',
      reply: 'messages.reply',
      edit: 'messages.edit',
      forward: 'messages.forward',
      remove: 'shortcuts.removeMessage',
      choose: 'shortcuts.choose',
      chooseUp: 'shortcuts.chooseMore',
      chooseDown: 'shortcuts.chooseMore',
      endChoice: 'messages.selection.end',
    }),
  },
  {
    id: 'find',
    shortcuts: named(findKeys, {
      open: 'find.open',
      older: 'find.older',
      newer: 'find.newer',
      onward: 'find.older',
      back: 'find.newer',
      leave: 'find.leave',
    }),
  },
  {
    id: 'feeds',
    shortcuts: named(feedKeys, {
      next: 'shortcuts.nextPost',
      previous: 'shortcuts.previousPost',
      like: 'shortcuts.like',
      remark: 'shortcuts.remark',
      publish: 'shortcuts.publish',
      removePhoto: 'shortcuts.removePhoto',
    }),
  },
  {
    id: 'pictures',
    shortcuts: [
      ...named(viewerKeys, {
        backward: 'shortcuts.turn',
        onward: 'shortcuts.turn',
        earlier: 'shortcuts.turn',
        later: 'shortcuts.turn',
        pause: 'shortcuts.pause',
        zoomIn: 'shortcuts.zoom',
        zoomInToo: 'shortcuts.zoom',
        zoomOut: 'shortcuts.zoom',
        fit: 'files.viewer.fit',
        close: 'common.close',
      }),
      ...named(pictureKeys, { undo: 'shortcuts.undo', redo: 'shortcuts.redo' }),
    ],
  },
  {
    id: 'articles',
    shortcuts: named(articleKeys, {
      undo: 'channels.editor.undo',
      redo: 'channels.editor.redo',
      redoToo: 'channels.editor.redo',
      bold: 'channels.editor.bold',
      italic: 'channels.editor.italic',
      strike: 'channels.editor.strike',
      code: 'channels.editor.code',
      link: 'channels.editor.link',
      paragraph: 'shortcuts.paragraph',
      heading: 'shortcuts.heading',
      smallHeading: 'shortcuts.smallHeading',
      numbers: 'channels.editor.numbers',
      bullets: 'channels.editor.bullets',
      quote: 'channels.editor.quote',
      leave: 'shortcuts.leaveText',
    }),
  },
  {
    id: 'till',
    shortcuts: named(tillKeys, {
      nextLine: 'shortcuts.nextLine',
      erase: 'shortcuts.erase',
      clear: 'shortcuts.clear',
      charge: 'shortcuts.charge',
    }),
  },
];
