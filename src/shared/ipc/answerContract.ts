/** The part of the host contract that asks an endpoint which the person entered: the renderer's own policy lets it reach no stranger. */
import * as v from 'valibot';
import { MAX_ANSWER_ADDRESS, isAnswerAddress } from '../answerAddress.ts';

/** Most bytes of an endpoint's answer that are taken. */
export const MAX_ANSWER_BYTES = 64 * 1024;
/** From being asked to the last byte, ms. */
export const ANSWER_DEADLINE = 30_000;
/** Longest words that come back, UTF-16 code units. */
export const MAX_ANSWER_TEXT = 4000;

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));

/** name → input schema, output schema; see `contract.ts`. */
export const answerContract = {
  /**
   * Asks an endpoint that speaks OpenAI's chat completions for an answer to one message. Nothing else can be sent by it. What comes back is
   * the endpoint's, and hostile. `invalid-input`: no address that is asked; also `unreachable`, `too-large`.
   */
  'answer.ask': {
    input: v.strictObject({
      url: v.pipe(text(MAX_ANSWER_ADDRESS), v.check(isAnswerAddress, 'no address that is asked')),
      model: text(128),
      instructions: text(4000),
      text: v.pipe(text(4000), v.minLength(1)),
    }),
    output: v.strictObject({ text: text(MAX_ANSWER_TEXT) }),
  },
} as const satisfies Record<string, { input: v.GenericSchema; output: v.GenericSchema }>;
