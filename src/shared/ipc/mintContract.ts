/** The part of the host contract that asks mints: the renderer's own policy lets it reach no stranger. */
import * as v from 'valibot';
import { MAX_MINT_ADDRESS, readMintAddress } from '../mintAddress.ts';
import { countSchema } from '../schemas.ts';

/** Most characters that are sent to a mint, and most bytes of an answer that are taken. */
export const MAX_MINT_QUESTION = 512 * 1024;
export const MAX_MINT_ANSWER = 2 * 1024 * 1024;
/** From being asked to the last byte, ms. Paying over Lightning takes its time. */
export const MINT_DEADLINE = 60_000;

const PART = '[A-Za-z0-9_-]{1,200}';
/** What is asked of a mint, and nothing else (NUT-01 to 09): an address that is no mint's is of no use to whoever asks. */
const PLACES = new RegExp(
  `^(info|keysets|keys|keys/${PART}|swap|checkstate|restore|(mint|melt)/(quote/)?bolt11|(mint|melt)/quote/bolt11/${PART})$`,
);

/** name → input schema, output schema; see `contract.ts`. */
export const mintContract = {
  /**
   * Asks a mint: GET without a body, POST of JSON with one, no header of the caller's, no cookie, no redirect. The answer's text is the
   * mint's, and hostile. `invalid-input`: no address a mint may have; also `unreachable`, `too-large`.
   */
  'mint.ask': {
    input: v.strictObject({
      mint: v.pipe(
        v.string(),
        v.maxLength(MAX_MINT_ADDRESS),
        v.check((text) => {
          const read = readMintAddress(text);
          return read.ok && read.value === text;
        }, 'not the address of a mint'),
      ),
      place: v.pipe(v.string(), v.regex(PLACES)),
      body: v.nullable(v.pipe(v.string(), v.maxLength(MAX_MINT_QUESTION))),
    }),
    output: v.strictObject({
      status: v.pipe(countSchema, v.minValue(200), v.maxValue(599)),
      body: v.pipe(v.string(), v.maxLength(MAX_MINT_ANSWER)),
    }),
  },
} as const satisfies Record<string, { input: v.GenericSchema; output: v.GenericSchema }>;
