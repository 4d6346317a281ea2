import js from '@eslint/js';
import ts from 'typescript-eslint';

// The directive of generated files is ignored: what is printed passes the rules, and is not excused from them.
export default ts.config(js.configs.recommended, ts.configs.recommendedTypeChecked, {
  linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
  languageOptions: { parserOptions: { projectService: true } },
});
