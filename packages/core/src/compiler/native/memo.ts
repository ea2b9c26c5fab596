/** Answers that are asked for once for each object: the types and nodes of a program never change. */
export class Memo {
  private readonly answers = new Map<string, WeakMap<object, { readonly answer: unknown }>>();
  private readonly inner = new WeakMap<object, Memo>();

  of<Answer>(question: string, about: object, ask: () => Answer): Answer {
    const known = this.answers.get(question) ?? new WeakMap<object, { readonly answer: unknown }>();
    this.answers.set(question, known);
    const before = known.get(about);
    if (before) return before.answer as Answer;
    const answer = ask();
    known.set(about, { answer });
    return answer;
  }

  /** An answer that came together with others. */
  know(question: string, about: object, answer: unknown): void {
    this.of(question, about, () => answer);
  }

  /** The answers about an object together with another one. */
  with(object: object): Memo {
    const found = this.inner.get(object) ?? new Memo();
    this.inner.set(object, found);
    return found;
  }
}
