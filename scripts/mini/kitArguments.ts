/** What the command line says after the command. */
export interface KitArguments {
  readonly path: string;
  readonly options: Readonly<Record<string, unknown>>;
}
