/**
 * A text before and after an edit, written once: `⟨…⟩` stands around what the edit adds, `⟪…⟫` around what it removes.
 */
export function beforeAndAfter(text: string): { readonly before: string; readonly after: string } {
  return {
    before: text.replace(/⟨[^⟩]*⟩/g, "").replace(/[⟪⟫]/g, ""),
    after: text.replace(/⟪[^⟫]*⟫/g, "").replace(/[⟨⟩]/g, ""),
  };
}
