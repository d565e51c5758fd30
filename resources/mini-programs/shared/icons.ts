import { type View, h } from './view.ts';

const paths = {
  add: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  back: 'M15 5l-7 7 7 7',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9l6 6 6-6',
  up: 'M6 15l6-6 6 6',
  undo: 'M9 7L4 12l5 5M4 12h10a6 6 0 0 1 6 6',
  redo: 'M15 7l5 5-5 5M20 12H10a6 6 0 0 0-6 6',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5',
  edit: 'M4 20l1-4.5L16.5 4 20 7.5 8.5 19 4 20zM14 6.5l3.5 3.5',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  person: 'M12 12.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5',
  calendar: 'M4.5 6h15v14h-15zM4.5 10h15M8.5 3.5V7M15.5 3.5V7',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  next: 'M9 5l7 7-7 7',
  grip: 'M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01',
  cup: 'M7 4h10v5a5 5 0 0 1-10 0zM7 5H4v1.5A3.5 3.5 0 0 0 7.5 10M17 5h3v1.5a3.5 3.5 0 0 1-3.5 3.5M12 14v4M8 20h8',
  pen: 'M4 20c1-5 3-8 12-16l4 4C12 17 9 19 4 20zM13.5 6.5l4 4',
  eraser: 'M9 20h11M4.5 15.5l9-10 6 5.5-8 9H8.5z',
  swap: 'M7 4L3.5 7.5 7 11M4 7.5h14M17 13l3.5 3.5L17 20M20 16.5H6',
  share: 'M12 15V4M8 7.5L12 3.5l4 4M5 12v8h14v-8',
} as const;

/** Name of a drawing. */
export type IconName = keyof typeof paths;

/** A small line drawing; it says nothing to who cannot see it. */
export function icon(name: IconName): View {
  return h(
    'svg',
    { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': true },
    h('path', {
      d: paths[name],
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': '2',
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
  );
}

/** A button that is an icon, with its name for who cannot see it. */
export function iconButton(
  name: IconName,
  label: string,
  options: {
    readonly onPress: () => void;
    readonly class?: string;
    readonly isDisabled?: boolean;
    readonly key?: string;
  },
): View {
  return h(
    'button',
    {
      type: 'button',
      key: options.key ?? `${name} ${label}`,
      class: `icon-button ${options.class ?? ''}`.trim(),
      'aria-label': label,
      title: label,
      disabled: options.isDisabled === true,
      on: { click: options.onPress },
    },
    icon(name),
  );
}
