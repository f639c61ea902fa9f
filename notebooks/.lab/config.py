"""What `make lab` starts JupyterLab with, instead of the person's own set-up."""

from pathlib import Path

from analysis.fonts import font_file

HERE = Path(__file__).parent

c = get_config()  # type: ignore[name-defined]  # noqa: F821
c.ServerApp.root_dir = str(HERE.parents[1])
c.ServerApp.ip = "127.0.0.1"  # Nobody else on the network may come in.
# It opens on the start page; overrides.json shows Markdown as a page, not as its source.
c.LabApp.default_url = "/lab/tree/notebooks/START.md"
c.LabApp.app_settings_dir = str(HERE)
c.LabApp.extension_manager = "readonly"  # requirements.lock alone decides what is installed.
# custom.css lends every Chinese word the font of the charts, also where the machine has none.
c.LabApp.custom_css = True
c.ServerApp.tornado_settings = {"static_custom_path": [str(HERE), str(font_file().parent)]}
