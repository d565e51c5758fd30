import type { Failure, Result } from '@shared/result.ts';
import type { Avatar } from '@domain/profile/profile.ts';
import type { Disposer, Snapshot } from './snapshot.ts';

/** Largest picture file that is opened, in bytes. */
export const MAX_PICTURE_BYTES = 25 * 1024 * 1024;
/** Most pixels a picture may have by its header; more is refused before anything is decoded. */
export const MAX_PICTURE_PIXELS = 40_000_000;
/** Side of an avatar picture in pixels. */
export const AVATAR_SIDE = 256;

/** Every way work with pictures, codes and the camera can fail. */
export const mediaErrorCodes = [
  'picture-too-large',
  'picture-too-many-pixels',
  'picture-unsupported',
  'picture-unreadable',
  'code-not-found',
  'camera-denied',
  'camera-missing',
  'camera-busy',
  'camera-failed',
  'microphone-denied',
  'microphone-missing',
  'microphone-busy',
  'microphone-failed',
  'video-unreadable',
] as const;
/** One of {@link mediaErrorCodes}. */
export type MediaErrorCode = (typeof mediaErrorCodes)[number];
/** Why it failed. */
export type MediaError = Failure<MediaErrorCode>;

/** Longest side of a picture that is sent as a picture, in pixels. */
export const SENT_SIDE = 2560;
/** How well a picture is kept when it is encoded anew to be sent, 0 to 1. */
export const SENT_QUALITY = 0.82;

/** Bytes that are not read yet. A DOM `File` or `Blob` is one; its `type` and name are never believed. */
export interface BinaryFile {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A square of a picture, in fractions of its width and height: `x` and `y` of the upper left corner, `side` of the shorter side. */
export interface CropArea {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** The picture form of an {@link Avatar}. */
export type AvatarPicture = Extract<Avatar, { kind: 'picture' }>;

/** Longest side of a preview, pixels. */
export const PREVIEW_SIDE = 1024;

/** How a preview is to be. */
export interface PreviewLook {
  /** Its longest side, pixels. */
  readonly side: number;
  /** Whether what is transparent stays so. */
  readonly isTransparent: boolean;
}

/** A picture that was checked and decoded once, scaled down for a preview. */
export interface OpenPicture {
  readonly width: number;
  readonly height: number;
  /** An address for an `<img>`, good until {@link close}. It holds no metadata of the file. */
  readonly previewUrl: string;
  /** The same as a file. */
  readonly preview: NamedFile;
  /** Cuts a square out and encodes it anew, without metadata, within the limits of an avatar. */
  crop(area: CropArea): Promise<Result<AvatarPicture, MediaError>>;
  /** Frees the preview. */
  close(): void;
}

/** A running camera that looks for QR codes. */
export interface CameraScan {
  /** The text of the code last seen; null until there is one. A failure when the camera went away. */
  readonly seen: Snapshot<Result<string | null, MediaError>>;
  /** Shows the live picture in a `<video>` element; anything else is ignored. */
  show(surface: object): Disposer;
  /** Turns the camera off. */
  stop(): void;
}

/** Longest recording, ms; then it ends by itself. */
export const MAX_RECORDING = 30 * 60_000;

/** Bytes with a name and a type, as a file that goes over needs them. A DOM `File` is one. */
export interface NamedFile extends BinaryFile {
  readonly name: string;
  readonly type: string;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** Something that was recorded. */
export interface VoiceNote {
  readonly file: NamedFile;
  /** ms. */
  readonly duration: number;
  /** See `domain/voice/waveform`. */
  readonly levels: Uint8Array;
  /** An address for an `<audio>`, good until {@link close}. */
  readonly url: string;
  /** Frees the address. */
  close(): void;
}

/** How a recording stands. */
export interface RecordingState {
  /** `ended`: by itself, after {@link MAX_RECORDING} or because the microphone went away; what was said is there for {@link VoiceRecording.finish}. */
  readonly step: 'recording' | 'paused' | 'ended';
  /** ms, without the time in which it paused. */
  readonly elapsed: number;
  /** Loudness of the last moments, newest last, 0 to 1 each. */
  readonly recent: readonly number[];
}

/** A running recording. The microphone is on until it is finished, given up, or ends by itself. */
export interface VoiceRecording {
  readonly state: Snapshot<RecordingState>;
  pause(): void;
  resume(): void;
  /** Ends it. `microphone-failed`: nothing was recorded. */
  finish(): Promise<Result<VoiceNote, MediaError>>;
  /** Ends it and keeps nothing. */
  cancel(): void;
}

/** What a film looks like before it is played. */
export interface VideoLook {
  /** ms. */
  readonly duration: number;
  /** One of its first pictures, as a message carries it; null where none could be drawn. */
  readonly poster: Pick<PreparedPicture, 'width' | 'height' | 'blur' | 'thumbnail'> | null;
}

/** A picture made ready to be sent. */
export interface PreparedPicture {
  /** What goes over: nothing in it but what draws the picture. */
  readonly content: {
    readonly size: number;
    slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
  };
  readonly type: 'image/webp' | 'image/jpeg' | 'image/png' | 'image/gif';
  readonly width: number;
  readonly height: number;
  /** See `domain/chat/blur`. */
  readonly blur: string;
  /** A small WebP or JPEG for the message itself; null where none got small enough. */
  readonly thumbnail: Uint8Array | null;
}

/** Makes pictures ready to be sent. Adapter: the worker of {@link Media}. */
export interface PicturePreparer {
  /**
   * Encodes a picture anew, at most {@link SENT_SIDE} long, turned as its file says, without metadata; transparency stays. One that
   * moves keeps its frames and loses everything else. `picture-unsupported`: no picture that can be read here. `thumbnailBytes`: the most its
   * small picture may take, as much as a message's unless given.
   */
  preparePicture(file: BinaryFile, thumbnailBytes?: number): Promise<Result<PreparedPicture, MediaError>>;
}

/** Where bytes go that are saved piece by piece. What cannot be written is thrown. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>;
  /** Nothing more comes: the file is whole. */
  close(): Promise<void>;
  /** Gives up: no file is left, as far as the platform lets. Never throws. */
  abort(): Promise<void>;
}

/** Pictures, QR codes, the camera and saving files. Adapter: the browser's own means, with the heavy part in a worker. */
export interface Media {
  /**
   * Opens a picture a person chose. Its header is checked before it is decoded. What is transparent is white in the preview, whose longer side
   * is {@link PREVIEW_SIDE} at most unless `look` says otherwise.
   */
  openPicture(file: BinaryFile, look?: PreviewLook): Promise<Result<OpenPicture, MediaError>>;
  /** Reads the QR code in a picture; `code-not-found` when there is none. */
  readCode(file: BinaryFile): Promise<Result<string, MediaError>>;
  /** Asks for the camera and starts looking for a code. */
  scanCamera(): Promise<Result<CameraScan, MediaError>>;
  /** Asks for the microphone and starts recording: Opus, in the container this platform's recorder makes. */
  recordVoice(): Promise<Result<VoiceRecording, MediaError>>;
  /** Looks into a film a person chose; `video-unreadable` for what is not played here. */
  openVideo(file: NamedFile): Promise<Result<VideoLook, MediaError>>;
  /** Draws a QR code as a PNG, dark on white with its quiet zone. */
  drawCode(text: string): Promise<Result<Uint8Array, MediaError>>;
  /** Offers bytes made here to the person as a file. */
  saveFile(file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array }): void;
  /**
   * Lets the person choose where a file goes that is made piece by piece, so that it is never held; where the platform cannot, it is offered when it is
   * whole. To be called right from their press. Null: they thought better of it.
   */
  openSink(file: { readonly name: string; readonly type: string }): Promise<ByteSink | null>;
  /** Offers what lies at an address of this device to the person as a file of that name. */
  saveFrom(url: string, name: string): void;
}
