import { readFileSync, writeFileSync } from "node:fs";
import { sealOf } from "../../src/cache/store.js";
import type { CheckResult } from "../../src/commands/result.js";
import type { Surroundings } from "../../src/io.js";
import { entryOf } from "../../src/start.js";

/** Puts a text that nobody has analysed into a kept run, and seals it. */
export function putWords(argv: readonly string[], surroundings: Surroundings, text: string): void {
  const entry = entryOf(argv, surroundings);
  if (!entry) throw new Error(`Nothing is kept of ${argv.join(" ")}`);
  const [, head = "", trace = ""] = readFileSync(entry.fileName, "utf8").split("\n");
  const { result, ...rest } = JSON.parse(head) as { readonly result: CheckResult };
  const body = `${JSON.stringify({ ...rest, result: { ...result, notes: [text] } })}\n${trace}`;
  writeFileSync(entry.fileName, `${sealOf(entry, Buffer.from(body))}\n${body}`);
}
