/** Answers that are being made in this process, so that whoever asks the same meanwhile waits for the same. */
export class Flights {
  private readonly users = new Map<string, Map<string, Promise<unknown>>>();

  find(user: string, question: string): Promise<unknown> | undefined {
    return this.users.get(user)?.get(question);
  }

  /** Known until the answer is there. */
  add(user: string, question: string, answer: Promise<unknown>): void {
    const questions = this.users.get(user) ?? new Map<string, Promise<unknown>>();
    this.users.set(user, questions.set(question, answer));
    const land = (): void => {
      if (questions.get(question) === answer) questions.delete(question);
      if (questions.size === 0 && this.users.get(user) === questions) this.users.delete(user);
    };
    answer.then(land, land);
  }

  /** Nobody joins the user's answers any more; those who wait for them get them. */
  forgetUser(user: string): void {
    this.users.delete(user);
  }

  forgetAll(): void {
    this.users.clear();
  }
}
