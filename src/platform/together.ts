/**
 * Whoever asks while the same question is under way gets its answer: however many ask, the database
 * is asked once at a time. For questions that anybody may ask and that look at much.
 */
export function together<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let underWay: Promise<Answer> | null = null
  return () => {
    underWay ??= ask().finally(() => {
      underWay = null
    })
    return underWay
  }
}
