import { icon } from '../../shared/icons.ts';
import { cleanLine } from '../../shared/reading.ts';
import { sheet } from '../../shared/sheet.ts';
import type { Speech } from '../../shared/texts.ts';
import { type View, h, valueOf } from '../../shared/view.ts';
import { type Change, type Item, TEXT, asDay } from './rules.ts';
import type { listTexts } from './texts.ts';

interface ItemSheet {
  readonly item: Item;
  readonly speech: Speech<keyof (typeof listTexts)['en']>;
  readonly people: readonly { readonly address: string; readonly name: string }[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onChange: (change: Change) => void;
  readonly onMove: (by: number) => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** All that can be said of one item. Each field is sent when it is left. */
export function itemSheet({ item, speech, people, onChange, onClose, ...rest }: ItemSheet): View {
  const { say } = speech;
  const rename = (event: Event) => {
    const text = cleanLine(valueOf(event), TEXT);
    if (text !== '' && text !== item.text) onChange({ text });
  };
  return sheet(
    { key: 'item', title: say('item'), onClose },
    h(
      'label',
      {},
      say('text'),
      h('input', { value: item.text, maxlength: TEXT, dir: 'auto', autocomplete: 'off', on: { change: rename } }),
    ),
    h(
      'label',
      {},
      say('who'),
      h(
        'select',
        { value: item.who ?? '', on: { change: (event) => onChange({ who: valueOf(event) || null }) } },
        h('option', { value: '' }, say('nobody')),
        people.map(({ address, name }) => h('option', { value: address, key: address }, name)),
      ),
    ),
    h(
      'label',
      {},
      say('due'),
      h('input', {
        type: 'date',
        value: item.due ?? '',
        on: { change: (event) => onChange({ due: asDay(valueOf(event)) }) },
      }),
    ),
    h(
      'div',
      { class: 'row' },
      mover('up', say('moveUp'), { isOff: rest.isFirst, onPress: () => rest.onMove(-1) }),
      mover('down', say('moveDown'), { isOff: rest.isLast, onPress: () => rest.onMove(1) }),
    ),
    h(
      'div',
      { class: 'row between' },
      h('button', { type: 'button', class: 'danger', on: { click: rest.onRemove } }, icon('trash'), say('remove')),
      h('button', { type: 'button', class: 'primary', on: { click: onClose } }, say('close')),
    ),
  );
}

function mover(
  name: 'up' | 'down',
  label: string,
  { isOff, onPress }: { readonly isOff: boolean; readonly onPress: () => void },
): View {
  return h(
    'button',
    { type: 'button', key: name, class: 'grow', disabled: isOff, on: { click: onPress } },
    icon(name),
    label,
  );
}
