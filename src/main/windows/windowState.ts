import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Rectangle } from 'electron';
import * as v from 'valibot';

/** The window never gets smaller: the layout is made to hold at this size. */
export const MIN_WINDOW_SIZE = { width: 720, height: 480 } as const;
/** How small a kind of window may get, and how large it is at first. */
export interface WindowSizes {
  readonly least: Pick<Rectangle, 'width' | 'height'>;
  readonly initial: Pick<Rectangle, 'width' | 'height'>;
}
const MAIN: WindowSizes = { least: MIN_WINDOW_SIZE, initial: { width: 1180, height: 760 } };
/** So much of the window's top edge must be on a screen for a person to be able to take hold of it. */
const grip = { width: 120, height: 32 } as const;

const pixels = v.pipe(v.number(), v.safeInteger(), v.minValue(-100_000), v.maxValue(100_000));
const stateSchema = v.object({ x: pixels, y: pixels, width: pixels, height: pixels, isMaximized: v.boolean() });

/** Where the window was, and whether it filled the screen. */
export type WindowState = v.InferOutput<typeof stateSchema>;

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const height = Math.min(bounds.y + grip.height, area.y + area.height) - Math.max(bounds.y, area.y);
  return width >= grip.width && height >= grip.height;
}

function cutTo(area: Rectangle, { x, y, width, height }: Rectangle, { least }: WindowSizes): Rectangle {
  return {
    x,
    y,
    width: clamp(width, least.width, Math.max(area.width, least.width)),
    height: clamp(height, least.height, Math.max(area.height, least.height)),
  };
}

function centredIn(area: Rectangle, sizes: WindowSizes): Rectangle {
  const { width, height } = cutTo(area, { x: 0, y: 0, ...sizes.initial }, sizes);
  const x = area.x + Math.max(0, Math.round((area.width - width) / 2));
  const y = area.y + Math.max(0, Math.round((area.height - height) / 2));
  return { x, y, width, height };
}

/**
 * Bounds for the window on the screens there are now (`workAreas`, the primary one first). A kept place is used
 * only if the window can still be taken hold of there, cut to that screen; otherwise it is centred on the first.
 */
export function fitToDisplays(
  state: WindowState | null,
  workAreas: readonly Rectangle[],
  sizes: WindowSizes = MAIN,
): Rectangle {
  if (state !== null) {
    for (const area of workAreas) {
      const bounds = cutTo(area, state, sizes);
      if (isReachable(bounds, area)) return bounds;
    }
  }
  return centredIn(workAreas[0] ?? { x: 0, y: 0, ...sizes.initial }, sizes);
}

/** The file the window's place is kept in. */
export interface WindowStateStore {
  /** What was kept; `null` if nothing was, or if it cannot be understood. */
  read(): Promise<WindowState | null>;
  /** Notes the newest place; written a little later, or at `flush`. */
  remember(state: WindowState): void;
  /** Resolves when the newest place is in the file, or could not be written. Never rejects. */
  flush(): Promise<void>;
}

/** A {@link WindowStateStore} over one JSON file, replaced whole so that a kill leaves the old or the new one. */
export function createWindowStateStore(file: string, failed: (cause: unknown) => void): WindowStateStore {
  let newest: WindowState | null = null;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    if (newest === null) return;
    const text = JSON.stringify(newest);
    newest = null;
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.new`, text, { mode: 0o600 });
      await rename(`${file}.new`, file);
    } catch (cause) {
      failed(cause);
    }
  };
  const flush = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    writing = writing.then(write);
    return writing;
  };

  return {
    async read() {
      try {
        const parsed = v.safeParse(stateSchema, JSON.parse(await readFile(file, 'utf8')));
        return parsed.success ? parsed.output : null;
      } catch {
        return null;
      }
    },
    remember(state) {
      newest = state;
      timer ??= setTimeout(() => void flush(), 500);
    },
    flush,
  };
}
