import type { FileTexts } from "../edits/text-edit.js";

/**
 * The layers of an overlay: the bottom program, which is no overlay, and the texts that replace its own or are added.
 */
interface Layers<Program> {
  readonly bottom: Program;
  readonly texts: FileTexts;
}

/** More would only hold memory: most repeated requests are for one of the last four. */
const mostKept = 4;

/**
 * The latest overlays of programs. Two overlays with the same texts are the same program, however many layers led to
 * it, so that its types are computed once.
 */
export class Overlays<Laid extends { readonly program: object }> {
  /** The layers of each overlay that is still in use. */
  private readonly layersOf = new WeakMap<object, Layers<Laid["program"]>>();
  private readonly latest = new WeakMap<object, { readonly key: string; readonly laid: Laid }[]>();

  /** The overlay of some texts over a program: the same as before if it is one of the last few. */
  over(base: Laid["program"], texts: FileTexts, lay: (layers: Layers<Laid["program"]>) => Laid): Laid {
    const layers = this.layersWith(base, texts);
    const known = this.latest.get(layers.bottom) ?? [];
    const key = JSON.stringify([...layers.texts].sort(([a], [b]) => (a < b ? -1 : 1)));
    const twin = known.find((one) => one.key === key);
    const laid = twin?.laid ?? lay(layers);
    this.layersOf.set(laid.program, layers);
    this.latest.set(layers.bottom, [{ key, laid }, ...known.filter((one) => one !== twin)].slice(0, mostKept));
    return laid;
  }

  /**
   * Forgets a program's latest overlays: each holds a checker, which takes more memory than the program itself if types
   * are expensive.
   */
  forget(base: Laid["program"]): void {
    this.latest.delete(this.layersOf.get(base)?.bottom ?? base);
  }

  /** The layers of a program with further texts over it. */
  private layersWith(program: Laid["program"], texts: FileTexts): Layers<Laid["program"]> {
    const { bottom, texts: below } = this.layersOf.get(program) ?? { bottom: program, texts: new Map() };
    return { bottom, texts: new Map([...below, ...texts]) };
  }
}
