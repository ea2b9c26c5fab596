import { basename, dirname, join } from "node:path";
import { isNamed, kindOf } from "../disk/file-system.js";
import { NamesByDirectory } from "./names.js";
import { directoryAnswer, settledSignature, type Asked, type Trace } from "./trace.js";

/**
 * A shorter trace that holds only if the given one does. A compiler mostly asks for missing files and for links: in an
 * unchanged directory all of these answers are unchanged.
 *
 * @param now milliseconds since 1970, taken before the questions
 * @returns `undefined` if an answer has changed
 */
export function condensed(trace: Trace, now: number): Trace | undefined {
  const missing = new NamesByDirectory();
  const unlinked = new NamesByDirectory();
  const rest: Asked[] = [];
  for (const asked of trace.filter(isNotImplied(trace))) {
    const [[kind, path], answer] = asked;
    const place = kind === "kind" && answer === null ? placeOfMissing(path) : undefined;
    if (place) missing.add(place.directory, place.name);
    else if (kind === "realPath" && answer === path) {
      for (let name = path; dirname(name) !== name; name = dirname(name)) unlinked.add(dirname(name), basename(name));
    } else rest.push(asked);
  }
  const asked = (kind: "lacks" | "holdsNoLink", names: NamesByDirectory): Asked[] =>
    [...names.all].map(([directory, set]): Asked => {
      const { answer, seen } = directoryAnswer(kind, directory, [...set]);
      return [[kind, directory, [...set]], answer, settledSignature(seen, now)];
    });
  const ofDirectories = [...asked("lacks", missing), ...asked("holdsNoLink", unlinked)];
  return ofDirectories.every(([, answer]) => answer === "true") ? [...ofDirectories, ...rest] : undefined;
}

/** A path with content is a file, and its parents are directories. */
function isNotImplied(trace: Trace): (asked: Asked) => boolean {
  const files = new Set(
    trace.flatMap(([[kind, path], answer]) => (kind === "content" && answer !== null ? [path] : [])),
  );
  const directories = new Set<string>();
  for (const file of files) {
    for (let path = dirname(file); !directories.has(path); path = dirname(path)) directories.add(path);
  }
  return ([[kind, path], answer]) =>
    kind !== "kind" ||
    (answer === "file" && !files.has(path)) ||
    (answer === "directory" && !directories.has(path)) ||
    answer === "special" ||
    answer === null;
}

/** The name that is missing for a path to exist, and the directory that lacks it. */
function placeOfMissing(path: string): { readonly directory: string; readonly name: string } | undefined {
  let name = basename(path);
  let directory = dirname(path);
  while (directory !== dirname(directory) && kindOf(directory) !== "directory") {
    name = basename(directory);
    directory = dirname(directory);
  }
  // A link that leads nowhere, or a file where a directory should be.
  return isNamed(join(directory, name)) ? undefined : { directory, name };
}
