import { describe, expect, it } from 'vitest';
import { FeedPosition } from '../src/live/feed';

const at = (seq: number, epoch = 'e1', dictVersion = 1) => ({ seq, epoch, dictVersion });

describe('the place in a topic', () => {
  const started = () => {
    const position = new FeedPosition();
    position.restart(at(10));
    return position;
  };

  it('drops every frame before the first snapshot', () => {
    expect(new FeedPosition().accept(at(1))).toBe('drop');
  });

  it('applies the next frame', () => {
    expect(started().accept(at(11))).toBe('apply');
  });

  it('drops a frame that came twice or too late', () => {
    const position = started();
    position.accept(at(12));
    expect(position.accept(at(12))).toBe('drop');
    expect(position.accept(at(11))).toBe('drop');
  });

  it('accepts a frame after a gap and says so', () => {
    const position = started();
    expect(position.accept(at(15))).toBe('gap');
    expect(position.accept(at(16))).toBe('apply');
  });

  it('asks again on a new epoch, and never applies its frames before', () => {
    const position = started();
    expect(position.accept(at(11, 'e2'))).toBe('resubscribe');
    expect(position.accept(at(11))).toBe('apply');
  });

  it('asks again on a new dictionary', () => {
    expect(started().accept(at(11, 'e1', 2))).toBe('resubscribe');
  });
});
