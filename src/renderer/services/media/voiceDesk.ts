import type { Media, MediaErrorCode, VoiceNote, VoiceRecording } from '@ports/media.ts';
import { type Disposer, type Snapshot, writableSnapshot } from '@ports/snapshot.ts';

/** Where a voice note stands on its way to being sent. */
export type VoiceState =
  | { readonly step: 'idle' }
  /** The system may be asking the person for the microphone. */
  | { readonly step: 'asking' }
  | {
      readonly step: 'recording' | 'paused';
      readonly elapsed: number;
      readonly recent: readonly number[];
    }
  /** Recorded, to be heard. */
  | { readonly step: 'ready'; readonly note: VoiceNote }
  | { readonly step: 'failed'; readonly code: MediaErrorCode };

const IDLE: VoiceState = { step: 'idle' };

/** Makes one voice note at a time (VOI-3…VOI-5). What is given up while something is on its way is thrown away when it comes. */
export class VoiceDesk {
  private readonly shown = writableSnapshot<VoiceState>(IDLE);
  private readonly media: Pick<Media, 'recordVoice'>;
  private recording: VoiceRecording | null = null;
  private ending: Promise<void> | null = null;
  private stopFollowing: Disposer = () => undefined;
  /** Counts what was begun: what comes late of an earlier one is known by it. */
  private turn = 0;

  constructor(media: Pick<Media, 'recordVoice'>) {
    this.media = media;
  }

  get state(): Snapshot<VoiceState> {
    return this.shown;
  }

  readonly start = async (): Promise<void> => {
    if (this.shown.get().step !== 'idle' && this.shown.get().step !== 'failed') return;
    this.turn += 1;
    const { turn } = this;
    this.shown.set({ step: 'asking' });
    const begun = await this.media.recordVoice();
    if (turn !== this.turn) {
      if (begun.ok) begun.value.cancel();
      return;
    }
    if (begun.ok) this.follow(begun.value);
    else this.shown.set({ step: 'failed', code: begun.error.code });
  };

  readonly pause = (): void => this.recording?.pause();
  readonly resume = (): void => this.recording?.resume();

  /** Ends the recording, to be heard. */
  readonly stop = (): Promise<void> => {
    this.ending ??= this.end().finally(() => {
      this.ending = null;
    });
    return this.ending;
  };

  /** What was recorded, which is then no longer here; ends a recording that runs. Null where there is none. */
  readonly take = async (): Promise<Pick<VoiceNote, 'file' | 'duration' | 'levels'> | null> => {
    await this.stop();
    const state = this.shown.get();
    if (state.step !== 'ready') return null;
    const { file, duration, levels } = state.note;
    this.discard();
    return { file, duration, levels };
  };

  /** Gives up what there is, at any step. */
  readonly discard = (): void => {
    this.turn += 1;
    const { recording } = this;
    const state = this.shown.get();
    if (state.step === 'ready') state.note.close();
    // Its end must be heard by nobody: it would be kept then, to be listened to.
    this.letGo();
    recording?.cancel();
    this.shown.set(IDLE);
  };

  private async end(): Promise<void> {
    const { recording, turn } = this;
    if (recording === null) return;
    this.letGo();
    const note = await recording.finish();
    if (turn !== this.turn) {
      if (note.ok) note.value.close();
      return;
    }
    this.shown.set(note.ok ? { step: 'ready', note: note.value } : { step: 'failed', code: note.error.code });
  }

  private follow(recording: VoiceRecording): void {
    this.recording = recording;
    const show = () => {
      const { step, elapsed, recent } = recording.state.get();
      if (step === 'ended') void this.stop();
      else this.shown.set({ step, elapsed, recent });
    };
    this.stopFollowing = recording.state.subscribe(show);
    show();
  }

  private letGo(): void {
    this.stopFollowing();
    this.stopFollowing = () => undefined;
    this.recording = null;
  }
}
