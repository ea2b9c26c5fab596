import { dirname } from "node:path";
import { disk } from "../disk/disk.js";
import { rememberingDisk } from "../disk/remembering.js";
import { CannotRun } from "../exit.js";
import { Repositories } from "../monorepo/repositories.js";
import { slashed } from "../paths.js";
import { loadProject, type LoadedProject } from "../project/load.js";
import { ProgramMemory } from "../project/memory.js";
import { witnessOf, type Witness } from "./witness.js";

/** A project as it is on the disk, kept as long as that has not changed. */
export class OpenProject {
  private readonly configFile: string;
  private readonly witness: Witness;
  private readonly memory: ProgramMemory;
  private loaded: LoadedProject | CannotRun | undefined;

  /** @param configFile its tsconfig: absolute, `/`-separated */
  constructor(configFile: string) {
    this.configFile = configFile;
    this.witness = witnessOf(rememberingDisk(disk));
    this.memory = new ProgramMemory((fileName) => this.witness.isAsRead(fileName));
  }

  /**
   * The project as it is now: the same object as before if nothing has changed.
   *
   * @throws CannotRun if it cannot be read
   */
  now(): LoadedProject {
    this.loaded = this.current() ?? this.load();
    if (this.loaded instanceof CannotRun) throw this.loaded;
    return this.loaded;
  }

  private current(): LoadedProject | CannotRun | undefined {
    const change = this.loaded ? this.witness.change() : "structure";
    if (change === undefined) return this.loaded;
    if (change === "configuration") this.memory.clear();
    this.memory.beginRun(change === "texts");
    return undefined;
  }

  private load(): LoadedProject | CannotRun {
    try {
      return loadProject({ disk: this.witness.disk }, this.configFile, {
        // A linter proves its fixes in the whole program.
        purpose: "fix",
        reportRoot: slashed(dirname(this.configFile)),
        memory: this.memory,
        repositories: new Repositories(),
        progress: { says: () => undefined, stop: () => Promise.resolve() },
      });
    } catch (error) {
      if (error instanceof CannotRun) return error;
      throw error;
    }
  }
}
