import { remembered } from './remembered.js';

const counting = (options: Parameters<typeof remembered>[1]) => {
  const asked: string[] = [];
  const lengthOf = remembered((text) => {
    asked.push(text);
    return text.length;
  }, options);
  return { asked, lengthOf };
};

describe('remembered', () => {
  it('answers again what it answered, asking once', () => {
    const { asked, lengthOf } = counting({ maxAnswers: 10 });
    expect(['a', 'bb', 'a', 'bb'].map(lengthOf)).toEqual([1, 2, 1, 2]);
    expect(asked).toEqual(['a', 'bb']);
  });

  it('forgets all when it would know too much', () => {
    const { asked, lengthOf } = counting({ maxAnswers: 2 });
    ['a', 'b', 'c', 'c', 'a'].map(lengthOf);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });

  it('does not keep long texts', () => {
    const { asked, lengthOf } = counting({ maxAnswers: 10, maxLength: 3 });
    expect(['abcd', 'abcd'].map(lengthOf)).toEqual([4, 4]);
    expect(asked).toHaveLength(2);
  });
});
