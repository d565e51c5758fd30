/** The part of the host contract about the system's notifications (WIN-18). Capability `notices`. */
import * as v from 'valibot';

const tag = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
const nothing = v.strictObject({});

/** Longest answer a person can give where a notice stands, UTF-16 units; what is longer is cut. */
export const MAX_NOTICE_REPLY = 16_384;

/** name → input schema, output schema. */
export const noticeContract = {
  /** Shows a notification in place of the one with the same tag. */
  'notice.show': {
    input: v.strictObject({
      tag,
      title: v.pipe(v.string(), v.maxLength(256)),
      body: v.pipe(v.string(), v.maxLength(1024)),
      /** Whether it may be answered and marked as read where it stands, as far as the system has that. */
      isAnswerable: v.boolean(),
    }),
    output: nothing,
  },
  /** Takes one away; nothing where it is not shown. */
  'notice.clear': { input: v.strictObject({ tag }), output: nothing },
};

/** What a host tells unasked about notifications. */
export const noticeEvents = {
  /** What a person did with one. */
  'notice.acted': v.strictObject({
    tag,
    act: v.variant('kind', [
      v.strictObject({ kind: v.literal('open') }),
      v.strictObject({ kind: v.literal('read') }),
      v.strictObject({ kind: v.literal('reply'), text: v.pipe(v.string(), v.maxLength(MAX_NOTICE_REPLY)) }),
    ]),
  }),
};
