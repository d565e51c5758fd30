import { describe, expect, it } from 'vitest';
import { type KeyPress, chordOf } from '@ui/keys/chord.ts';
import { chordLabel, isMac, keysOf } from '@ui/keys/chordLabel.ts';

const press = (key: string, code: string, held: Partial<KeyPress> = {}) =>
  chordOf({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });
const ctrl = { ctrlKey: true };

describe('keys by their names', () => {
  it('KEY-1 a letter counts by what is on the key, whatever is held', () => {
    expect(press('k', 'KeyK', ctrl)).toBe('Mod+K');
    expect(press('K', 'KeyK', { metaKey: true })).toBe('Mod+K');
    expect(press('X', 'KeyX', { ...ctrl, shiftKey: true })).toBe('Mod+Shift+X');
    // Dvorak: what lies where others have N.
    expect(press('b', 'KeyN', ctrl)).toBe('Mod+B');
    expect(press('r', 'KeyR')).toBe('R');
    expect(press('R', 'KeyR', { shiftKey: true })).toBe('Shift+R');
  });

  it('KEY-1 where a keyboard has other letters it counts by its place', () => {
    expect(press('ن', 'KeyK', ctrl)).toBe('Mod+K');
    expect(press('л', 'KeyK', ctrl)).toBe('Mod+K');
    expect(press('к', 'KeyR')).toBe('R');
    // Kelvin is no K to `toUpperCase`, and nothing may throw.
    expect(press('\u212a', 'KeyK', ctrl)).toBe('Mod+K');
    expect(press('Dead', 'KeyE', { altKey: true })).toBe('Alt+Dead');
    expect(press('', '', {})).toBe('');
  });

  it('KEY-1 a figure with something held counts by its place, alone by what it is', () => {
    expect(press('(', 'Digit9', { ...ctrl, shiftKey: true })).toBe('Mod+Shift+9');
    expect(press('&', 'Digit1', ctrl)).toBe('Mod+1');
    expect(press('٣', 'Digit3', ctrl)).toBe('Mod+3');
    expect(press('5', 'Digit5', { shiftKey: true })).toBe('5');
    expect(press('%', 'Digit5', { shiftKey: true })).toBe('%');
  });

  it('KEY-1 of signs Shift says nothing', () => {
    expect(press('?', 'Slash', { shiftKey: true })).toBe('?');
    expect(press('?', 'Minus', { shiftKey: true })).toBe('?');
    expect(press('؟', 'Slash', { shiftKey: true })).toBe('؟');
    expect(press('+', 'Equal', { shiftKey: true })).toBe('+');
    expect(press(' ', 'Space')).toBe('Space');
    expect(press('F6', 'F6', { shiftKey: true })).toBe('Shift+F6');
    expect(press('ArrowUp', 'ArrowUp', { altKey: true })).toBe('Alt+ArrowUp');
  });

  it('KEY-3 they are shown as they stand on the keyboards of the platform', () => {
    expect(chordLabel('Mod+Shift+X', false)).toBe('Ctrl+Shift+X');
    expect(chordLabel('Mod+Shift+X', true)).toBe('⌘⇧X');
    expect(chordLabel('Alt+ArrowUp', false)).toBe('Alt+↑');
    expect(keysOf('+', false)).toEqual(['+']);
    expect(keysOf('Escape', false)).toEqual(['Esc']);
    expect([isMac('MacIntel'), isMac('Win32'), isMac('Linux x86_64')]).toEqual([true, false, false]);
  });
});
