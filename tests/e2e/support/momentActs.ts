/** What people do with moments, as they do it. */
import { type Locator, type Page, expect } from '@playwright/test';
import type { Person } from './person.ts';

/** A file as the system's chooser gives it. */
export interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** What is posted. */
export interface PostPlan {
  readonly text: string;
  readonly files?: readonly GivenFile[];
  /** Whether it is gone after a day. */
  readonly isStory?: boolean;
  /** Chooses who will see it, in the open window. */
  readonly audience?: (dialog: Locator) => Promise<void>;
}

/** Opens the room at the posts of everybody. */
export async function openMoments(person: Person): Promise<void> {
  await person.go('moments/all');
  await expect(feedOf(person.page)).toBeVisible();
}

/** The posts that are shown. */
export function feedOf(page: Page): Locator {
  return page.getByRole('main').getByRole('region', { name: 'Everyone' });
}

/** The post that says something. */
export function postOf(page: Page, text: string | RegExp): Locator {
  return page.getByRole('main').locator('[data-post]').filter({ hasText: text });
}

/** Waits until a post is shown; what came since the posts were opened waits above them until it is asked for. */
export async function expectPost(page: Page, text: string | RegExp): Promise<void> {
  const fresh = page.getByRole('main').getByRole('button', { name: /^\d+ new posts?$/u });
  const shown = postOf(page, text);
  await expect(shown.or(fresh).first()).toBeVisible();
  await expect(async () => {
    if (await fresh.isVisible()) await fresh.click();
    await expect(shown).toBeVisible({ timeout: 1000 });
  }).toPass();
}

/** Opens the window to write in. */
export async function openComposer(person: Person, kind: 'post' | 'story' = 'post'): Promise<Locator> {
  await person.go(`moments/new/${kind}`);
  const dialog = person.page.getByRole('dialog', { name: kind === 'story' ? 'New story' : 'New post' });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Chooses files in the window to write in. */
export async function addFiles(page: Page, dialog: Locator, files: readonly GivenFile[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Photos or video' }).click();
  await (await chooser).setFiles([...files]);
  await expect(dialog.getByRole('list', { name: 'What you chose' }).locator('img')).toHaveCount(files.length);
}

/** Writes a post and waits until it stands; a story stands above the posts. */
export async function post(person: Person, plan: PostPlan): Promise<void> {
  const { page } = person;
  const dialog = await openComposer(person, plan.isStory === true ? 'story' : 'post');
  await dialog.getByRole('textbox', { name: 'What you say' }).fill(plan.text);
  if (plan.files !== undefined) await addFiles(page, dialog, plan.files);
  await plan.audience?.(dialog);
  await dialog.getByRole('button', { name: 'Post', exact: true }).click();
  await expect(dialog).toBeHidden();
  if (plan.isStory === true) await expect(ownStory(page)).toBeVisible();
  else await expect(postOf(page, plan.text)).toBeVisible();
}

/** One's own face among the stories, once there is something behind it. */
export function ownStory(page: Page): Locator {
  return page
    .getByRole('navigation', { name: 'Stories' })
    .getByRole('button', { name: /^(Story|\d+ stories) of .?You/u });
}

/** Chooses who will see a post by name: only them, or all but them. */
export function named(kind: 'Only these people' | 'All but these people', ...names: readonly string[]) {
  return async (dialog: Locator): Promise<void> => {
    await dialog.getByRole('button', { name: 'Change' }).click();
    await dialog.getByRole('radio', { name: kind }).click();
    for (const name of names) await dialog.getByRole('checkbox', { name }).check();
    await dialog.getByRole('button', { name: 'Done' }).click();
  };
}

/** Opens what else can be done with a post, and does one of it. */
export async function menuOf(page: Page, text: string, entry: string | RegExp): Promise<void> {
  await postOf(page, text).getByRole('button', { name: 'More about this post' }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

/** Says something below a post. */
export async function remark(page: Page, text: string, words: string): Promise<void> {
  const shown = postOf(page, text);
  await shown.getByRole('button', { name: /^Comment/u }).click();
  await shown.getByRole('textbox', { name: 'Your comment' }).fill(words);
  await shown.getByRole('button', { name: 'Send the comment' }).click();
  await expect(shown.getByRole('list', { name: 'Comments' })).toContainText(words);
}
