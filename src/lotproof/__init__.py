"""Lotproof (证源): ERP, MES and QMS in which an operation and its evidence are one thing."""

__version__ = "0.1.0"
