/** The file with the calls whose results cannot be known: conditions, texts, rows, and calls that may throw. */
export const outsideText = `export interface Row {
  plan: string;
  seats?: number;
  note: string | null;
}

const isOdd = (): boolean => Date.now() % 2 === 1;

export const flags: { readonly one: boolean; readonly two: boolean } = { one: isOdd(), two: isOdd() };
export const flag = (): boolean => isOdd();
export const textOf = (): string => String(Date.now());
export const maybeText = (): string | undefined => (isOdd() ? textOf() : undefined);
export const pick = (): "red" | "green" | "blue" => (isOdd() ? "red" : isOdd() ? "green" : "blue");
export const keyOf = (): "plan" | "role" => (isOdd() ? "plan" : "role");
export const anyKey = (): string => textOf();
export const row = (): Row => ({ plan: textOf(), note: null });
export const list = (): Row[] => (isOdd() ? [] : [row()]);
export const load = async (): Promise<Row | undefined> => list()[0];
export const branded = (): string & { readonly __brand: "Id" } => textOf() as string & { readonly __brand: "Id" };
export const anything = (): any => (isOdd() ? textOf() : undefined);
export const patient = (times: number): string => {
  for (let left = times; left > 0; left--) {
    try {
      if (flag()) return textOf();
    } catch (error) {
      if (left === 1) throw error;
    }
  }
  return "";
};
export const perhaps = (run: () => void): void => {
  if (isOdd()) run();
};
export const later = async (run: () => Promise<void>): Promise<void> => {
  await run();
};
export const keep = <T>(given: T): T => given;
export enum Plans {
  Free = "free",
  Pro = "pro",
}
export namespace Space {
  export const inner = { plan: "inner" as const };
}
export const risky = (): string => {
  if (isOdd()) throw new Error("risky");
  return textOf();
};
`;
