import { useEffect, useState } from 'react';
import type { EventId } from '@shared/ids.ts';
import type { FileMedia } from '@domain/chat/file.ts';
import { MOST_PHOTOS, type PostLink } from '@domain/feed/post.ts';
import type { SharedPost } from '@domain/feed/sharedPost.ts';
import type { Audience } from '@domain/moments/audience.ts';
import { useMedia } from '@services/media/context.tsx';
import { ChosenDesk, type ChosenFile, type ChosenState } from '@services/media/chosenDesk.ts';
import type { NewMoment } from '@services/workspace/momentsWorkspace.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { type AudienceDraft, chosenAudience, everyone } from '../audience/audiencePeople.ts';
import { keptWords, keepWords } from './keptWords.ts';

/** How long a story stands, ms. */
export const STORY_LIFE = 24 * 3_600_000;

/** What is written now. */
export interface ComposeDraft {
  readonly text: string;
  readonly link: PostLink | null;
  readonly program: EventId | null;
  readonly audience: AudienceDraft;
  readonly isStory: boolean;
}

/** What is written, and what is passed on with it. */
type Said = ComposeDraft & { readonly shared: SharedPost | null };

/** Why it can't be posted as it is. */
export type ComposeProblem = 'empty' | 'nobody' | 'mixed' | 'not-shown' | 'too-large' | 'story-too-many';

export interface Compose extends ComposeDraft {
  readonly shared: SharedPost | null;
  readonly files: ChosenState;
  readonly desk: Pick<ChosenDesk, 'add' | 'remove' | 'move'>;
  /** Adds what was recorded, with what is known of it. */
  readonly addVoice: (file: File, media: FileMedia) => void;
  readonly isReading: boolean;
  readonly problem: ComposeProblem | null;
  readonly change: (change: Partial<ComposeDraft>) => void;
  /** What would be posted now; null while it can't be. */
  readonly moment: NewMoment | null;
}

/** What a person is about to post. The words outlive the window they are written in, until they are posted or thrown away. */
export function useCompose(kind: 'post' | 'story', shared: SharedPost | null): Compose {
  const media = useMedia();
  const [desk] = useState(() => new ChosenDesk(media, MOST_PHOTOS));
  const files = useSnapshot(desk.state);
  useEffect(() => desk.clear, [desk]);
  const [draft, setDraft] = useState<ComposeDraft>(() => ({
    text: keptWords(kind),
    link: null,
    program: null,
    audience: everyone,
    isStory: kind === 'story',
  }));
  // By the file: what was recorded and taken out again is known of no other.
  const [recorded] = useState(() => new WeakMap<object, FileMedia>());
  const addVoice = (file: File, known: FileMedia) => {
    recorded.set(file, known);
    desk.add([file]);
  };
  const change = (next: Partial<ComposeDraft>) => {
    if (next.text !== undefined) keepWords(kind, next.text);
    setDraft({ ...draft, ...next });
  };
  const isReading = files.files.some((one) => one.kind === 'reading');
  const audience = chosenAudience(draft.audience);
  const said = { ...draft, shared };
  const problem = problemOf(said, files.files, audience);
  return {
    ...said,
    files,
    desk,
    addVoice,
    isReading,
    problem,
    change,
    moment:
      problem === null && audience !== null && !isReading
        ? momentOf(said, withMedia(files.files, recorded), audience)
        : null,
  };
}

/** Files that are played: a post has one of them and nothing beside it. */
export function isPlayed({ file, kind }: Pick<ChosenFile, 'file' | 'kind'>): boolean {
  return kind !== 'picture' && /^(?:video|audio)\//u.test(file.type);
}

/** What stands in the way of posting; null where nothing does. */
export function problemOf(
  draft: Pick<Said, 'text' | 'link' | 'program' | 'shared' | 'isStory'>,
  files: readonly ChosenFile[],
  audience: Audience | null,
): ComposeProblem | null {
  const known = files.filter(({ kind }) => kind !== 'reading');
  const played = known.filter(isPlayed);
  if (known.some(({ kind }) => kind === 'too-large')) return 'too-large';
  if (known.some((one) => one.kind === 'file' && !isPlayed(one))) return 'not-shown';
  if (played.length > 0 && files.length > 1) return 'mixed';
  if (draft.isStory && files.length > 1) return 'story-too-many';
  if (isEmpty(draft) && files.length === 0) return 'empty';
  return audience === null ? 'nobody' : null;
}

function isEmpty({ text, ...parts }: Pick<Said, 'text' | 'link' | 'program' | 'shared'>): boolean {
  const { link, program, shared } = parts;
  return text.trim() === '' && [link, program, shared].every((part) => part === null);
}

type OutgoingFile = NewMoment['files'][number];

function withMedia(files: readonly ChosenFile[], recorded: WeakMap<object, FileMedia>): readonly OutgoingFile[] {
  return files.map(({ file, kind }) => {
    const media = recorded.get(file);
    return { file, asFile: kind === 'file', caption: '', ...(media === undefined ? {} : { media }) };
  });
}

function momentOf(draft: Said, files: readonly OutgoingFile[], audience: Audience): NewMoment {
  return {
    text: draft.text.trim(),
    files,
    link: draft.link,
    program: draft.program,
    shared: draft.shared,
    audience,
    life: draft.isStory ? STORY_LIFE : null,
  };
}
