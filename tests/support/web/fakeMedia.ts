import {
  type AvatarPicture,
  type BinaryFile,
  type CameraScan,
  type Media,
  type MediaError,
  type RecordingState,
  type VideoLook,
  type VoiceNote,
} from '@ports/media.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { type Result, err, ok } from '@shared/result.ts';

/** Media whose answers a test sets, and which remembers what it was asked. */
export interface FakeMedia extends Media {
  /** What every file is answered with next; each starts as a success. */
  readonly answers: {
    picture: MediaError | null;
    code: Result<string, MediaError>;
    camera: MediaError | null;
    microphone: MediaError | null;
    video: Result<VideoLook, MediaError>;
  };
  /** The recording that was begun last; null before the first. */
  readonly recording: () => FakeRecording | null;
  readonly saved: { readonly name: string; readonly type: string; readonly text: string }[];
  readonly drawn: string[];
  /** Files that were opened as pictures. */
  readonly opened: BinaryFile[];
  /** Shows a code to the running camera. */
  readonly showToCamera: (text: string) => void;
  readonly isFilming: () => boolean;
}

/** A recording that a test moves on. */
export interface FakeRecording {
  readonly state: WritableSnapshot<RecordingState>;
  /** What became of it. */
  readonly end: () => 'running' | 'finished' | 'cancelled';
  /** Whether what it gave was freed. */
  readonly isFreed: () => boolean;
}

export const fakePicture: AvatarPicture = { kind: 'picture', type: 'image/webp', bytes: new Uint8Array([1, 2, 3]) };

/** Media in memory: no decoder, no camera, no disk. */
export function createFakeMedia(): FakeMedia {
  let seen = writableSnapshot<Result<string | null, MediaError>>(ok(null));
  let isFilming = false;
  let recording: FakeRecording | null = null;
  const scan: CameraScan = {
    seen: { get: () => seen.get(), subscribe: (listener) => seen.subscribe(listener) },
    show: () => () => undefined,
    stop: () => {
      isFilming = false;
    },
  };
  const media: FakeMedia = {
    answers: {
      picture: null,
      code: ok('banyan://invite#Farah'),
      camera: null,
      microphone: null,
      video: ok({ duration: 8000, poster: null }),
    },
    recording: () => recording,
    saved: [],
    drawn: [],
    opened: [],
    showToCamera: (text) => seen.set(ok(text)),
    isFilming: () => isFilming,
    openPicture: async (file) => {
      media.opened.push(file);
      if (media.answers.picture !== null) return err(media.answers.picture);
      return ok({
        width: 400,
        height: 300,
        previewUrl: 'blob:fake',
        preview: new File(['picture'], 'picture.webp', { type: 'image/webp' }),
        crop: async () => ok(fakePicture),
        close: () => {},
      });
    },
    readCode: async () => media.answers.code,
    scanCamera: async () => {
      if (media.answers.camera !== null) return err(media.answers.camera);
      seen = writableSnapshot<Result<string | null, MediaError>>(ok(null));
      isFilming = true;
      return ok(scan);
    },
    recordVoice: async () => {
      if (media.answers.microphone !== null) return err(media.answers.microphone);
      const made = fakeRecording();
      recording = made.recording;
      return ok(made.port);
    },
    openVideo: async () => media.answers.video,
    drawCode: async (text) => {
      media.drawn.push(text);
      return ok(new Uint8Array([137, 80, 78, 71]));
    },
    saveFile: ({ name, type, bytes }) => {
      media.saved.push({ name, type, text: new TextDecoder().decode(bytes) });
    },
    openSink: async ({ name, type }) => {
      let text = '';
      return {
        write: async (bytes) => {
          text += new TextDecoder().decode(bytes);
        },
        close: async () => {
          media.saved.push({ name, type, text });
        },
        abort: async () => undefined,
      };
    },
    saveFrom: (url, name) => {
      media.saved.push({ name, type: '', text: url });
    },
  };
  return media;
}

function fakeRecording() {
  const state = writableSnapshot<RecordingState>({ step: 'recording', elapsed: 0, recent: [] });
  let end: 'running' | 'finished' | 'cancelled' = 'running';
  let isFreed = false;
  const step = (next: RecordingState['step']) => state.set({ ...state.get(), step: next });
  const note = (): VoiceNote => ({
    file: new File(['sound'], 'voice.webm', { type: 'audio/webm' }),
    duration: state.get().elapsed,
    levels: new Uint8Array([10, 255, 40]),
    url: 'blob:voice',
    close: () => {
      isFreed = true;
    },
  });
  const recording: FakeRecording = { state, end: () => end, isFreed: () => isFreed };
  const port = {
    state,
    pause: () => step('paused'),
    resume: () => step('recording'),
    finish: async (): Promise<Result<VoiceNote, MediaError>> => {
      end = 'finished';
      step('ended');
      return ok(note());
    },
    cancel: () => {
      end = 'cancelled';
      step('ended');
    },
  };
  return { recording, port };
}
