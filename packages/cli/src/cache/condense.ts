import { basename, dirname, join } from "node:path";
import { isNamed, kindOf } from "../disk/file-system.js";
import { NamesByDirectory } from "./names.js";
import { directoryAnswer, settledSignature, type Asked, type Trace } from "./trace.js";

/**
 * A shorter trace that holds only where the given one does. Most questions of a compiler are for files that are not there, or whether a path
 * is a link: in a directory that has not changed the answers have not, however many there were.
 *
 * @param now milliseconds since 1970, from before the questions were asked
 * @returns `undefined` where an answer is another one by now
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

/** What has a content is a file, and what it stands in are directories. */
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

/** The name that is missing for something to be there, and the directory that lacks it. */
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
