import type { SpaceId } from '@shared/ids.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';

type Task = () => void;

/** What another own device said of a chat that has yet to come here: done when its row is there. */
export class RowWaiter {
  private readonly conversations: Pick<DocumentStore['conversations'], 'get' | 'watch'>;
  private readonly waiting = new Map<SpaceId, { readonly tasks: Task[]; stop: Disposer }>();

  constructor(conversations: RowWaiter['conversations']) {
    this.conversations = conversations;
  }

  /** Does it now where the row is there, else once it is. */
  async when(space: SpaceId, task: Task): Promise<void> {
    const row = await this.conversations.get(space);
    if (row.ok && row.value !== null) task();
    else this.wait(space, task);
  }

  dispose(): void {
    for (const { stop } of this.waiting.values()) stop();
    this.waiting.clear();
  }

  private wait(space: SpaceId, task: Task): void {
    const known = this.waiting.get(space);
    if (known !== undefined) {
      known.tasks.push(task);
      return;
    }
    const waiting = { tasks: [task], stop: (): void => undefined };
    this.waiting.set(space, waiting);
    waiting.stop = this.conversations.watch(space).subscribe((state) => {
      const isHere = state.status === 'ready' && state.value !== null;
      if (!isHere || this.waiting.get(space) !== waiting) return;
      this.waiting.delete(space);
      // It is not to be ended in the midst of its first word.
      void Promise.resolve().then(() => waiting.stop());
      for (const each of waiting.tasks) each();
    });
  }
}
