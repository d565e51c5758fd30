import { avatarPattern } from './avatarPattern.ts';

/** The colour of a person's name where many write: that of their generated picture, dark or light enough to be read. */
export function authorColour(account: string): string {
  const { hue } = avatarPattern(account);
  return `light-dark(hsl(${hue} 62% 28%), hsl(${hue} 60% 76%))`;
}
