describe('production code', () => {});
