import * as v from 'valibot';
import { type Settings, defaultSettings, settingsSchema } from '@domain/settings/settings.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';

/** What the first frame needs of the settings, before the store is open. */
export type Appearance = Pick<Settings, 'theme' | 'locale' | 'zoom'>;

const KEY = 'banyan.appearance';
const appearanceSchema = v.pick(settingsSchema, ['theme', 'locale', 'zoom']);

function pick({ theme, locale, zoom }: Appearance): Appearance {
  return { theme, locale, zoom };
}

/** The appearance as it was last seen on this device; the settings in the store are the truth. */
function recall(): Appearance {
  try {
    return v.parse(appearanceSchema, JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    // Storage may be off, or its content not ours: the defaults serve until the store is open.
    return pick(defaultSettings);
  }
}

/** How the app looks now. */
export interface AppearanceControl {
  readonly current: WritableSnapshot<Appearance>;
  readonly set: (appearance: Appearance) => void;
}

/** Applies the appearance to the document and remembers it for the next start. */
export function createAppearance(): AppearanceControl {
  const current = writableSnapshot(recall());
  apply(current.get());
  return {
    current,
    set: (next) => {
      const before = current.get();
      if (before.theme === next.theme && before.locale === next.locale && before.zoom === next.zoom) return;
      apply(next);
      try {
        localStorage.setItem(KEY, JSON.stringify(pick(next)));
      } catch {
        // Without storage the next start shows the defaults for a moment.
      }
      current.set(pick(next));
    },
  };
}

function apply(appearance: Appearance): void {
  const { dataset } = document.documentElement;
  if (appearance.theme === 'system') delete dataset['theme'];
  else dataset['theme'] = appearance.theme;
  dataset['zoom'] = String(appearance.zoom);
}
