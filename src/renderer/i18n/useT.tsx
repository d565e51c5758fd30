import { type ReactNode, useCallback } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { MessageKey } from './locales.ts';

/** What may stand in for a placeholder of a sentence. */
export type MessageValues = Readonly<Record<string, string | number | Date>>;
/** Gives a sentence as text. */
export type Translate = (id: MessageKey, values?: MessageValues) => string;

/** The sentences as text, for attributes and the like. */
export function useT(): Translate {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}

/** A sentence; values may be elements: a name in `<bdi>`, a link. */
export function T(props: {
  readonly id: MessageKey;
  readonly values?: Readonly<Record<string, ReactNode>>;
}): ReactNode {
  return <FormattedMessage id={props.id} {...(props.values && { values: props.values })} />;
}

export interface PersonNameProps {
  readonly children: string;
  /** Fills its line, and is cut where it is too long: at the end of its own direction, so that its beginning is always seen. */
  readonly isLine?: boolean;
}

/** A person's name, kept apart from the direction of the text around it. */
export function PersonName({ children, isLine = false }: PersonNameProps): ReactNode {
  return (
    <bdi dir="auto" data-line={isLine || undefined}>
      {children}
    </bdi>
  );
}

/** Begin and end isolates: one that ends in the text would let out what comes after it. */
const ISOLATES = /[\u2066-\u2069]/gu;

/** The same for text that cannot hold elements (tooltips, titles): first-strong isolate, then its end. */
export function isolate(name: string): string {
  return `\u2068${name.replaceAll(ISOLATES, '')}\u2069`;
}
