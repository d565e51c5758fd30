import type { Speed } from './stage.ts';

/** The words of a player. */
export interface PlayerTexts {
  readonly play: string;
  readonly pause: string;
  /** Name of the slider. */
  readonly position: string;
  /** A place in it as a person hears it told: "0:12 of 1:03". */
  readonly place: (position: number, duration: number) => string;
  /** ms as "0:12". */
  readonly time: (ms: number) => string;
  /** "1.5×". */
  readonly speed: (speed: Speed) => string;
  /** Name of the button that changes it; what is on the button is part of it. */
  readonly speedLabel: (speed: Speed) => string;
  /** This browser cannot play it. */
  readonly broken: string;
}
