/** One snapshot of DNS for a computation of several parts. */
import type { Answer, Question } from "../../base/question.js";
import type { Steps } from "../../base/run.js";

/** A question with its answer. */
export interface Answered {
  readonly question: Question;
  readonly answer: Answer;
}

/** The same computation with each question asked once: it goes on with the first answer. `asked` is told them in their order. */
export function* answeredOnce<T>(steps: Steps<T>, asked: (answered: Answered) => void): Steps<T> {
  const answers = new Map<string, Answer>();
  let step = steps.next();
  while (step.done !== true) {
    const question = step.value;
    const id = `${question.type} ${question.name.key}`;
    let answer = answers.get(id);
    if (answer === undefined) {
      answer = yield question;
      answers.set(id, answer);
      asked({ question, answer });
    }
    step = steps.next(answer);
  }
  return step.value;
}
