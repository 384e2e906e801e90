"""Families of models: one adapter each, found by the class of the pipeline. Nothing else knows a family by name."""

import importlib

from services.renderer.families.contract import Family

FAMILIES = {
    "AnimaticPipeline": "services.renderer.families.animatic:Animatic",
    "ClipPipeline": "services.renderer.families.clip:Clip",
    "LTX2Pipeline": "services.renderer.families.ltx2:Ltx2",
    "WanPipeline": "services.renderer.families.wan:Wan",
}


def family_of(pipeline_class: str) -> type[Family]:
    """The adapter for pipelines of this class; importing it makes the class loadable. KeyError if there is none."""
    module, _, name = FAMILIES[pipeline_class].partition(":")
    found: type[Family] = getattr(importlib.import_module(module), name)
    return found
