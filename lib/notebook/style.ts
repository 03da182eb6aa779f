/**
 * How displays look. Colours follow the page they stand in, light or dark, be it JupyterLab's, VS Code's or a page
 * exported: text takes the page's, grounds are tints of it. The doubled class outweighs what Jupyter says of every table.
 */
export const STYLE: string = `
.fl-view.fl-view{font:13px/1.45 system-ui,sans-serif;max-width:100%;text-align:left}
.fl-view.fl-view h4{margin:0 0 4px;font-size:14px;font-weight:600}
.fl-view .fl-faint{opacity:.65;font-size:12px}
.fl-view .fl-text{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate;max-height:360px;overflow:auto}
.fl-view .fl-fold>summary,.fl-view .fl-case>summary{cursor:pointer;overflow-wrap:anywhere}
.fl-view .fl-scroll{max-height:480px;overflow:auto;border:1px solid rgba(128,128,128,.35);border-radius:4px}
.fl-view.fl-view table{border-collapse:collapse;margin:0;font-size:12.5px;width:auto;table-layout:auto}
.fl-view.fl-view th,.fl-view.fl-view td{padding:3px 10px;text-align:left;vertical-align:top;white-space:normal;max-width:46em;border-bottom:1px solid rgba(128,128,128,.2)}
.fl-view.fl-view th{position:sticky;top:0;font-weight:600;background:var(--jp-layout-color2,var(--vscode-editor-background,Canvas));white-space:nowrap}
.fl-view.fl-view .fl-number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.fl-view .fl-short .fl-text{white-space:pre;overflow-wrap:normal}
.fl-view .fl-long{min-width:22em}
.fl-view .fl-name{white-space:nowrap!important}
.fl-view .fl-sortable th{cursor:pointer;user-select:none}
.fl-view th[aria-sort=ascending]::after{content:" \\25B2"}
.fl-view th[aria-sort=descending]::after{content:" \\25BC"}
.fl-view .fl-answers{display:flex;gap:8px;overflow-x:auto;padding-bottom:6px}
.fl-view .fl-answer{flex:0 0 270px;border:1px solid rgba(128,128,128,.35);border-top:4px solid #8a8f98;border-radius:4px;padding:6px 8px;min-width:0}
.fl-view .fl-answer .fl-text{max-height:300px}
.fl-view .fl-marked{border-style:dashed;background:rgba(200,80,40,.09)}
.fl-view .fl-mark{display:inline-block;padding:0 6px;border-radius:8px;font-size:11px;font-weight:600;background:rgba(200,80,40,.2)}
.fl-view .fl-chip{display:inline-block;padding:0 6px;border-radius:8px;font-size:11px;background:rgba(128,128,128,.18)}
.fl-view.fl-view ul.fl-chips{display:flex;flex-wrap:wrap;gap:4px;list-style:none;margin:2px 0 8px;padding:0}
.fl-view .fl-untrusted{display:none}
.fl-view mark.fl-own{background:rgba(255,196,0,.38);color:inherit;border-radius:2px}
.fl-view .fl-filters{display:flex;flex-wrap:wrap;gap:6px 14px;margin:4px 0 8px;align-items:center}
.fl-view .fl-filters select{font:inherit;max-width:20em;color:inherit;background:var(--jp-layout-color1,var(--vscode-editor-background,Canvas));border:1px solid rgba(128,128,128,.5);border-radius:3px}
.fl-view .fl-case{border-top:1px solid rgba(128,128,128,.25);padding:4px 0}
.fl-view .fl-case>div{margin:4px 0 6px 14px}
.fl-view [hidden]{display:none}
.fl-view progress{width:100%;max-width:420px;height:12px}
.fl-view img,.fl-view svg{max-width:100%;height:auto}
.fl-view figure{margin:0}
.fl-view figcaption{font-size:12.5px;max-width:760px;opacity:.85}
`.trim();
