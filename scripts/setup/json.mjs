import { readFileSync } from 'node:fs';

/**
 * Parses JSON without believing anything about it.
 *
 * @param {string} text
 * @returns {unknown} undefined when it is not JSON
 */
export function parseJson(text) {
  try {
    /** @type {unknown} */
    const value = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** @param {string} path @returns {string | undefined} undefined when it cannot be read */
export function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string} path @returns {unknown} undefined when it cannot be read or is not JSON */
export function readJson(path) {
  const text = readText(path);
  return text === undefined ? undefined : parseJson(text);
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One field of a parsed value, whatever that is. @param {unknown} value @param {string} name @returns {unknown} */
export function fieldOf(value, name) {
  return isRecord(value) ? value[name] : undefined;
}

/** @param {unknown} value @returns {unknown[]} the list it is, or an empty one */
export function listOf(value) {
  return Array.isArray(value) ? value : [];
}

/** @param {unknown} value @returns {number} the number it is, or 0 */
export function countOf(value) {
  return typeof value === 'number' ? value : 0;
}
