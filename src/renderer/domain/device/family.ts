/** The devices of one account, put together from what is known of them (SPEC.md beside this file). Pure. */
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { toBase64url } from '@shared/base64url.ts';
import { type Certificate, chainOf } from '../identity/certificate.ts';
import { type Revocation, cutTag } from './revocation.ts';

/** Certificates and revocations of one account, as they came. */
export interface FamilyPapers {
  readonly certificates: readonly Certificate[];
  readonly revocations: readonly Revocation[];
}

/** The devices of an account. */
export interface Family extends FamilyPapers {
  /** By device: the certificate by which it stands, or, where it does not, one it once stood by. */
  readonly devices: ReadonlyMap<DeviceId, Certificate>;
  /** Devices that do not stand any more. */
  readonly revoked: ReadonlySet<DeviceId>;
}

/** Most certificates and most revocations that are kept of one account; which, says DEV-29. */
export const MAX_PAPERS = 64;
/** Of nobody. */
export const NO_PAPERS: FamilyPapers = { certificates: [], revocations: [] };

/** Puts papers together: all that counts of either, each once, in one order whatever came first (DEV-1); of too many what DEV-29 says. */
export function joinPapers(one: FamilyPapers, other: FamilyPapers): FamilyPapers {
  const certificates = unionOf(one.certificates, other.certificates);
  const revocations = effectiveOf(unionOf(one.revocations, other.revocations));
  const counting = grouped(revocations);
  const known = new Set(certificates.flatMap(chainOf).map(({ device }) => device));
  const isFallen = (paper: Certificate) => !counting.has(paper.device) && isCut(paper, counting);
  return {
    certificates: firstOf(certificates, (paper) => (isFallen(paper) ? 1 : 0)),
    revocations: firstOf(revocations, (paper) => rankOf(paper, known)),
  };
}

/** What is to be kept and told first of revocations: 0 for the root's, 1 of a device that is known, 2 of others (DEV-29). */
export function rankOf({ by, device }: Revocation, known: Pick<ReadonlySet<DeviceId>, 'has'>): 0 | 1 | 2 {
  if (by === null) return 0;
  return known.has(device) ? 1 : 2;
}

/** Whether the one holds all of the other. */
export function holdsPapers(one: FamilyPapers, other: FamilyPapers): boolean {
  const known = new Set([...one.certificates, ...one.revocations].map(nameOf));
  return [...other.certificates, ...other.revocations].every((paper) => known.has(nameOf(paper)));
}

/** Who stands, by papers of one account that were verified (DEV-2, DEV-5). */
export function familyOf(papers: FamilyPapers): Family {
  const counting = countingOf(papers.revocations);
  const devices = new Map<DeviceId, Certificate>();
  const standing = new Set<DeviceId>();
  for (const certificate of papers.certificates.flatMap(chainOf).toSorted(byAge)) {
    const stands = !isCut(certificate, counting);
    // Of several by which it stands the first: what was said under it goes on.
    if (!devices.has(certificate.device) || (stands && !standing.has(certificate.device)))
      devices.set(certificate.device, certificate);
    if (stands) standing.add(certificate.device);
  }
  const revoked = new Set([...devices.keys()].filter((device) => !standing.has(device)));
  return { ...papers, devices, revoked };
}

/** Certificates by which devices stand. */
export function standingIn(papers: FamilyPapers): readonly Certificate[] {
  const { devices, revoked } = familyOf(papers);
  return [...devices.values()].filter(({ device }) => !revoked.has(device));
}

/** The words by which a device does not stand: about itself, or about one its certificate rests on (DEV-2). None while it stands. */
export function wordsAgainst({ devices, revoked, revocations }: Family, device: DeviceId): readonly Revocation[] {
  const certificate = devices.get(device);
  if (certificate === undefined || !revoked.has(device)) return [];
  const chain = new Set(chainOf(certificate).map((one) => one.device));
  return effectiveOf(revocations).filter((one) => chain.has(one.device));
}

/** The last place of a revoked device's chain that counts in a space: -1 for none; null for a device that stands (DEV-4). */
export function lastPlaceOf(family: Family, space: SpaceId, device: DeviceId): number | null {
  if (!family.revoked.has(device)) return null;
  const own = countingOf(family.revocations).get(device) ?? [];
  const tag = cutTag(space, device);
  return Math.min(...(own.length === 0 ? [-1] : own.map(({ cuts }) => cuts.get(tag) ?? -1)));
}

/**
 * The revocations that count, by device: those of the root, which decide alone about a device, and those of devices that no
 * revocation of the root shuts out. That a device was shut out by another does not void what it said: of two that shut out each
 * other neither stands, until the root speaks.
 */
function countingOf(revocations: readonly Revocation[]): ReadonlyMap<DeviceId, readonly Revocation[]> {
  return grouped(effectiveOf(revocations));
}

/** Without those that can never count again, for the root spoke; of one device about one other the first. */
function effectiveOf(revocations: readonly Revocation[]): readonly Revocation[] {
  const byRoot = grouped(revocations.filter(({ by }) => by === null));
  const firsts = new Map<string, Revocation>();
  for (const revocation of revocations.filter(
    ({ by, device }) => by !== null && !byRoot.has(device) && !isCut(by, byRoot),
  )) {
    const about = `${revocation.by?.device} ${revocation.device}`;
    const known = firsts.get(about);
    if (known === undefined || byAge(revocation, known) < 0) firsts.set(about, revocation);
  }
  const kept = new Set(firsts.values());
  return revocations.filter((revocation) => revocation.by === null || kept.has(revocation));
}

/** Whether a device, or one its certificate rests on, was shut out; the latter not where whoever did it left it standing. */
function isCut(certificate: Certificate, counting: ReadonlyMap<DeviceId, readonly Revocation[]>): boolean {
  const chain = chainOf(certificate);
  return chain.some(({ device }, place) => {
    const below = chain.slice(place + 1);
    return counting.get(device)?.some(({ keeps }) => !below.some((one) => keeps.has(one.device))) === true;
  });
}

function grouped(revocations: readonly Revocation[]): Map<DeviceId, Revocation[]> {
  const groups = new Map<DeviceId, Revocation[]>();
  for (const revocation of revocations)
    groups.set(revocation.device, [...(groups.get(revocation.device) ?? []), revocation]);
  return groups;
}

type Paper = Certificate | Revocation;

function unionOf<P extends Paper>(one: readonly P[], other: readonly P[]): readonly P[] {
  return [...new Map([...one, ...other].map((paper) => [nameOf(paper), paper])).values()];
}

/** Of too many those of the lowest rank, and of one rank what was known before: however many others are told. */
function firstOf<P extends Paper>(papers: readonly P[], rank: (paper: P) => number): readonly P[] {
  const first = papers.toSorted((a, b) => rank(a) - rank(b)).slice(0, MAX_PAPERS);
  return first.toSorted(byAge);
}

function byAge(one: Paper, other: Paper): number {
  return one.at - other.at || (nameOf(one) < nameOf(other) ? -1 : 1);
}

function nameOf({ signed }: Paper): string {
  return toBase64url(signed.signature);
}
