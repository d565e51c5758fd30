/** How loud a voice note is over its length, for drawing. */

/** Levels of a drawn waveform at most: as many as a message carries. */
export const WAVEFORM_LEVELS = 64;
/** What counts as loudest where nothing is louder, of 1: a quiet room must not look like a shout. */
const LEAST_PEAK = 0.12;

/** Loudness heard at even steps, 0 to 1 each, as at most {@link WAVEFORM_LEVELS} levels of 0 to 255, the loudest filling the height (VOI-1). */
export function waveform(heard: readonly number[]): Uint8Array<ArrayBuffer> {
  const count = Math.min(WAVEFORM_LEVELS, heard.length);
  const peaks = Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * heard.length) / count);
    const to = Math.floor(((index + 1) * heard.length) / count);
    return heard.slice(from, to).reduce((most, level) => Math.max(most, level), 0);
  });
  const loudest = Math.max(LEAST_PEAK, ...peaks);
  // The ear hears in ratios: without the root all but the loudest word is a flat line.
  return Uint8Array.from(peaks, (peak) => Math.round(255 * Math.sqrt(Math.min(1, Math.max(0, peak / loudest)))));
}

/** Loudness of a stretch of sound: the root of the mean square of its samples (-1 to 1), 0 to 1 (VOI-2). */
export function loudness(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const level = Math.sqrt(sum / samples.length);
  return Number.isFinite(level) ? Math.min(1, level) : 0;
}

/** `count` bars for a waveform, 0 to 1 each: stretched or pressed together, never flat where something was said; even ones where nothing is known. */
export function bars(levels: Uint8Array, count: number): readonly number[] {
  if (levels.length === 0) return Array.from({ length: count }, () => 0);
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * levels.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * levels.length) / count));
    return levels.subarray(from, to).reduce((most, level) => Math.max(most, level), 0) / 255;
  });
}
